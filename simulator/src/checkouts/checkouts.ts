import { randomBytes } from "node:crypto";
import type { Agenda } from "../agenda.js";
import type { Clock } from "../clock.js";
import { type Actor, type Change, type Checkout, type CheckoutType, currentState } from "./checkout.js";
import { nextId, randomDisplayId, randomDocumentId } from "./identifiers.js";
import type { LinkOrder } from "./link-request.js";
import { isLawful, type Move, type MoveWish, planMove } from "./plan-move.js";
import { Refusal } from "./refusal.js";

const MS_PER_MINUTE = 60_000;
const CARD_MOVES: readonly Move[] = ["pay", "authorize", "await-confirmation"];

interface MadeChange {
  readonly checkout: Checkout;
  readonly change: Change;
  readonly announce: boolean;
}

interface CreateOptions {
  readonly acceptDuplicate?: boolean;
  readonly actor?: Actor;
  readonly type?: CheckoutType | undefined;
  readonly subscriptionId?: string | undefined;
}

export class Checkouts {
  readonly #byId = new Map<string, Checkout>();
  readonly #listeners: ((made: MadeChange) => void)[] = [];

  constructor(
    private readonly clock: Clock,
    private readonly firebase: Omit<Checkout["firebase"], "document">,
  ) {}

  /** Its creation is a checkout's first change. */
  onChanged(listener: (made: MadeChange) => void): void {
    this.#listeners.push(listener);
  }

  /** Creates a checkout, by default a payment link. @throws {Refusal} when the request id was ever used before */
  create(order: LinkOrder, options: CreateOptions = {}): Checkout {
    const { acceptDuplicate = false, actor = "merchant", type = "LINK", subscriptionId = null } = options;
    const { requestId } = order;
    if (!acceptDuplicate && this.withRequestId(requestId).length > 0) {
      const rule = `requestId "${requestId}" was used before; each attempt needs a new one.`;
      throw new Refusal(rule, "requestId");
    }
    const at = this.clock.now();
    const checkout: Checkout = {
      id: nextId(),
      displayId: randomDisplayId(),
      checkoutKey: randomBytes(16).toString("hex"),
      order,
      type,
      subscriptionId,
      createdAt: at,
      expiresAt: at + order.expiresIn * MS_PER_MINUTE,
      paymentReference: null,
      firebase: { ...this.firebase, document: randomDocumentId() },
      history: [
        { at, move: "create", actor, status: "PENDING", totalRefundedMinor: 0n, usedPaymentMethod: null },
      ],
    };
    this.#byId.set(checkout.id, checkout);
    for (const listener of this.#listeners)
      listener({ checkout, change: currentState(checkout), announce: true });
    return checkout;
  }

  find(id: string): Checkout | undefined {
    return this.expireIfDue(this.#byId.get(id));
  }

  findByKey(checkoutKey: string): Checkout | undefined {
    return this.list().find((checkout) => checkout.checkoutKey === checkoutKey);
  }

  findByPayment(paymentReference: string): Checkout | undefined {
    return this.list().find((checkout) => checkout.paymentReference === paymentReference);
  }

  /** More than one only where a duplicate was accepted. */
  withRequestId(requestId: string): Checkout[] {
    return [...this.#byId.values()].filter(({ order }) => order.requestId === requestId);
  }

  /** Oldest first, none of them overdue. */
  list(): Checkout[] {
    return [...this.#byId.values()].map((checkout) => this.expireIfDue(checkout));
  }

  clear(): void {
    this.#byId.clear();
  }

  /** @throws {UnlawfulMove} when the checkout's status forbids the move and it is not forced */
  move(checkout: Checkout, wish: MoveWish, by: { actor: Actor; announce?: boolean }): void {
    this.expireIfDue(checkout);
    this.#apply(checkout, wish, { announce: true, ...by, at: this.clock.now() });
  }

  expireIfDue<C extends Checkout | undefined>(checkout: C): C {
    if (checkout !== undefined && canExpire(checkout) && checkout.expiresAt <= this.clock.now()) {
      // Dated when it was due, not when somebody looked.
      const at = Math.max(checkout.expiresAt, currentState(checkout).at);
      this.#apply(checkout, { move: "expire" }, { actor: "clock", announce: true, at });
    }
    return checkout;
  }

  #apply(
    checkout: Checkout,
    wish: MoveWish,
    { actor, announce, at }: { actor: Actor; announce: boolean; at: number },
  ): void {
    const before = currentState(checkout);
    const { move, referenceId } = wish;
    const change: Change = {
      at,
      move,
      actor,
      ...planMove({ ...before, amountMinor: checkout.order.amountMinor }, wish),
      usedPaymentMethod: CARD_MOVES.includes(move) ? "CARD" : before.usedPaymentMethod,
      ...(referenceId !== undefined && { referenceId }),
    };
    checkout.history.push(change);
    if (change.status === "AUTHORIZED" || change.status === "PAID") {
      checkout.paymentReference ??= nextId();
    }
    // A reopened checkout with its old deadline would expire again at once.
    if (canExpire(checkout) && checkout.expiresAt <= at) {
      checkout.expiresAt = at + checkout.order.expiresIn * MS_PER_MINUTE;
    }
    for (const listener of this.#listeners) listener({ checkout, change, announce });
  }
}

function canExpire(checkout: Checkout): boolean {
  return isLawful("expire", currentState(checkout).status);
}

/** Expires checkouts when they are due although nobody reads them, so that the merchant is notified. */
export function expireWhenDue(checkouts: Checkouts, agenda: Agenda): void {
  checkouts.onChanged(({ checkout }) => {
    if (canExpire(checkout)) agenda.at(checkout.expiresAt, () => checkouts.expireIfDue(checkout));
  });
}
