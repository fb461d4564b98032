import type { LinkOrder } from "./link-order.js";
import type { Move } from "./plan-move.js";

export const CHECKOUT_STATUSES = [
  "PENDING",
  "AUTHORIZED",
  "PENDING_CONFIRMATION",
  "PAID",
  "FAILED",
  "CANCELLED",
  "EXPIRED",
  "REFUNDED",
  "PARTIALLY_REFUNDED",
  "CHARGEBACK",
] as const;

/** How a checkout was begun. The API of the simulator makes links; the others come from the control API. */
export const CHECKOUT_TYPES = ["QR", "WEB", "MOBILE", "LINK", "TERMINAL"] as const;

export type CheckoutType = (typeof CHECKOUT_TYPES)[number];

export type CheckoutStatus = (typeof CHECKOUT_STATUSES)[number];

/** Who brought a change about. */
export type Actor = "merchant" | "customer" | "portal" | "clock";

/** What is true of a checkout from `at` on, and what made it so. */
export interface Change {
  /** Milliseconds since the epoch, by the simulator's clock. */
  readonly at: number;
  readonly move: Move | "create";
  readonly actor: Actor;
  readonly status: CheckoutStatus;
  readonly totalRefundedMinor: bigint;
  readonly usedPaymentMethod: "CARD" | null;
  /** The merchant's own name of a refund that was made through the API. */
  readonly referenceId?: string | undefined;
}

/**
 * One checkout as the vendor keeps it. Only `expiresAt` (on reopening), `paymentReference` (once) and the growing
 * history change.
 */
export interface Checkout {
  /** Nineteen digits, beyond what a JavaScript number holds exactly. */
  readonly id: string;
  readonly displayId: string;
  readonly checkoutKey: string;
  readonly order: LinkOrder;
  readonly type: CheckoutType;
  readonly subscriptionId: string | null;
  readonly createdAt: number;
  expiresAt: number;
  /** Names the payment from the first time that it is authorized or paid; null before. */
  paymentReference: string | null;
  readonly firebase: { readonly database: string; readonly collection: string; readonly document: string };
  readonly history: [Change, ...Change[]];
}

export function currentState(checkout: Checkout): Change {
  return checkout.history.at(-1) ?? checkout.history[0];
}

/** What was true at `asOf`; of a checkout that is younger, how it began. */
export function stateAt(checkout: Checkout, asOf: number): Change {
  return checkout.history.findLast((change) => change.at <= asOf) ?? checkout.history[0];
}
