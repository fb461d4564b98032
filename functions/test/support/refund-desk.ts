import type { CheckoutId } from "../../src/checkouts/checkout-id.js";
import { sweep } from "../../src/notifications/sweep.js";
import type { Decision } from "../../src/orders/model/problems.js";
import type { RefundCommand } from "../../src/orders/operations/plan-refund.js";
import { type RefundDependencies, refundPayment } from "../../src/orders/operations/refund-payment.js";
import { type ResolutionCommand, resolveProblem } from "../../src/orders/operations/resolve-problem.js";
import { reconcile } from "../../src/orders/reconcile/reconcile.js";
import { PointCheckoutError } from "../../src/pointcheckout/errors.js";
import { checkoutId } from "../fixtures/orders.js";
import { aLinkDesk } from "./link-desk.js";
import { silentLog } from "./silent-log.js";
import { sweepDependencies } from "./sweep-dependencies.js";
import { timeFor } from "./time-for.js";

const ORDER = "ORD-1";
const MINUTE = 60_000;

export type Gate = <T>(name: string, call: () => Promise<T>) => Promise<T>;
const open: Gate = (_name, call) => call();

/** How the vendor treats refunds: in the given order, then as it should. */
export type Trouble = "lost-after" | "lost-before" | "refuse" | "turn-away" | "none";

/** An order of 10.00 AED, paid, in memory; triggers run as soon as they are asked to. */
export class Desk {
  private readonly links = aLinkDesk();
  readonly database = this.links.database;
  readonly orders = this.links.orders;
  readonly checkouts = this.links.checkouts;
  readonly vendor = this.links.vendor;
  readonly troubles: Trouble[] = [];
  checkoutId: CheckoutId = checkoutId("1");
  /** The reference of every request for a refund, whatever became of it. */
  readonly posts: string[] = [];
  private triggers: Promise<unknown>[] = [];

  /** @param troubles what becomes of the first refunds that the vendor is asked for */
  static async paid(...troubles: Trouble[]): Promise<Desk> {
    const desk = new Desk();
    desk.troubles.push(...troubles);
    const link = await desk.links.create();
    desk.checkoutId = link.checkoutId;
    desk.database.onTouch = (touch) =>
      desk.triggers.push(
        reconcile({ orders: desk.orders, pointcheckout: desk.vendor, log: silentLog }, touch),
      );
    desk.vendor.change(link.checkoutId, "PAID");
    await desk.look();
    return desk;
  }

  async look(): Promise<void> {
    await this.checkouts.touch(this.checkoutId, { by: "webhook" });
    await this.settle();
  }

  async settle(): Promise<void> {
    while (this.triggers.length > 0) await Promise.all(this.triggers.splice(0));
  }

  private deps(gate: Gate): RefundDependencies {
    const { orders, vendor } = this;
    return {
      orders: {
        read: (orderId) => gate("read", () => orders.read(orderId)),
        readRefund: (orderId, referenceId) =>
          gate("readRefund", () => orders.readRefund(orderId, referenceId)),
        commit: (snapshot, write) => gate("commit", () => orders.commit(snapshot, write)),
      },
      pointcheckout: {
        getCheckout: (id) => gate("getCheckout", () => vendor.getCheckout(id)),
        refundCheckout: (id, refund) =>
          gate("refund", () => {
            this.posts.push(refund.referenceId.slice(refund.referenceId.indexOf(":") + 1));
            return this.refund(() => vendor.refundCheckout(id, refund));
          }),
      },
      settings: { staffRefundLimitMinor: () => 300 },
      log: silentLog,
      hasTimeLeft: timeFor(19),
    };
  }

  private async refund(carryOut: () => Promise<void>): Promise<void> {
    const trouble = this.troubles.shift() ?? "none";
    const operation = "POST checkout/{id}/refund";
    if (trouble === "refuse") {
      throw new PointCheckoutError({ kind: "rejected", operation, vendorMessage: "Not enough balance." });
    }
    if (trouble === "turn-away")
      throw new PointCheckoutError({ kind: "unavailable", operation, status: 429 });
    if (trouble !== "lost-before") await carryOut();
    if (trouble !== "none") throw new PointCheckoutError({ kind: "timeout", operation });
  }

  ask({ by = { uid: "admin-1", admin: true }, ...given }: Partial<RefundCommand> = {}, gate: Gate = open) {
    const asked = { orderId: ORDER, referenceId: "r1", amount: "4.00", reason: "A broken cup", ...given };
    return refundPayment(this.deps(gate), asked, by);
  }

  /** An administrator decides a problem. */
  decide(
    decision: Decision,
    { problem, note = "Seen in the portal" }: Partial<ResolutionCommand> = {},
    gate: Gate = open,
  ) {
    return resolveProblem(this.deps(gate), { orderId: ORDER, decision, problem, note }, { uid: "admin-1" });
  }

  giveBack = (note: string) => this.decide("refund_payment", { note });

  /** Lets time pass, with the sweep every minute. */
  async pass(minutes: number): Promise<void> {
    const deps = sweepDependencies({ orders: this.orders, pointcheckout: this.vendor });
    for (let minute = 0; minute < minutes; minute += 1) {
      await sweep(deps, this.database.pass(MINUTE));
      await this.settle();
    }
  }

  get refunded(): number {
    return this.vendor.ledger[0]?.refundedMinor ?? -1;
  }

  get sent(): string[] {
    return this.vendor.refundRequests.map(({ referenceId }) =>
      referenceId.slice(referenceId.indexOf(":") + 1),
    );
  }

  state = async (referenceId = "r1") => (await this.orders.readRefund(ORDER, referenceId))?.state ?? null;
  order = () => this.links.order();
  eventsOf = (type: string) => (this.database.events.get(ORDER) ?? []).filter((event) => event.type === type);
}
