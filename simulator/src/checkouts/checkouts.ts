import type { Clock } from "../clock.js";
import { type Actor, type Change, type Checkout, type CheckoutType, currentState } from "./checkout.js";
import {
  nextCheckoutId,
  nextPaymentReference,
  randomCheckoutKey,
  randomDisplayId,
  randomDocumentId,
} from "./identifiers.js";
import type { LinkOrder } from "./link-request.js";
import { isLawful, type Move, type MoveWish, planMove } from "./plan-move.js";
import { Refusal } from "./refusal.js";

const MS_PER_MINUTE = 60_000;
const CARD_MOVES: readonly Move[] = ["pay", "authorize", "await-confirmation"];

/** A move, as listeners get it. */
export interface MadeMove {
  readonly checkout: Checkout;
  readonly change: Change;
  readonly announce: boolean;
}

export interface CheckoutsOptions {
  readonly clock: Clock;
  readonly firebase: { readonly database: string; readonly collection: string };
}

export interface CreateOptions {
  readonly acceptDuplicate?: boolean;
  readonly actor?: Actor;
  readonly type?: CheckoutType | undefined;
  readonly subscriptionId?: string | undefined;
}

/** The vendor's business with checkouts, without HTTP. */
export class Checkouts {
  readonly #options: CheckoutsOptions;
  readonly #byId = new Map<string, Checkout>();
  readonly #creationListeners: ((checkout: Checkout) => void)[] = [];
  readonly #moveListeners: ((made: MadeMove) => void)[] = [];

  constructor(options: CheckoutsOptions) {
    this.#options = options;
  }

  onCreated(listener: (checkout: Checkout) => void): void {
    this.#creationListeners.push(listener);
  }

  onMoved(listener: (made: MadeMove) => void): void {
    this.#moveListeners.push(listener);
  }

  /**
   * Creates a checkout, by default a payment link.
   *
   * @throws {Refusal} when the request id was ever used before
   */
  create(order: LinkOrder, options: CreateOptions = {}): Checkout {
    const { acceptDuplicate = false, actor = "merchant", type = "LINK", subscriptionId = null } = options;
    const { clock, firebase } = this.#options;
    const { requestId } = order;
    if (!acceptDuplicate && this.withRequestId(requestId).length > 0) {
      throw new Refusal(
        `requestId "${requestId}" was used before; each attempt needs a new one.`,
        "requestId",
      );
    }
    const at = clock.now();
    const checkout: Checkout = {
      id: nextCheckoutId(),
      displayId: randomDisplayId(),
      checkoutKey: randomCheckoutKey(),
      order,
      type,
      subscriptionId,
      createdAt: at,
      expiresAt: at + order.expiresIn * MS_PER_MINUTE,
      paymentReference: null,
      firebase: { ...firebase, document: randomDocumentId() },
      history: [
        { at, move: "create", actor, status: "PENDING", totalRefundedMinor: 0n, usedPaymentMethod: null },
      ],
    };
    this.#byId.set(checkout.id, checkout);
    for (const listener of this.#creationListeners) listener(checkout);
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

  /**
   * Makes a move and calls the listeners.
   *
   * @throws {UnlawfulMove} when the checkout's status forbids it and it is not forced
   */
  move(checkout: Checkout, wish: MoveWish, by: { actor: Actor; announce?: boolean }): void {
    this.expireIfDue(checkout);
    this.#apply(checkout, wish, { announce: true, ...by, at: this.#options.clock.now() });
  }

  expireIfDue<C extends Checkout | undefined>(checkout: C): C {
    if (checkout !== undefined && canExpire(checkout) && checkout.expiresAt <= this.#options.clock.now()) {
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
      checkout.paymentReference ??= nextPaymentReference();
    }
    // A reopened checkout with its old deadline would expire again at once.
    if (canExpire(checkout) && checkout.expiresAt <= at) {
      checkout.expiresAt = at + checkout.order.expiresIn * MS_PER_MINUTE;
    }
    for (const listener of this.#moveListeners) listener({ checkout, change, announce });
  }
}

export function canExpire(checkout: Checkout): boolean {
  return isLawful("expire", currentState(checkout).status);
}
