import type { LinkOrder } from "./link-request.js";
import type { CheckoutStatus, Move } from "./plan-move.js";

/** How a checkout was created. The API creates links; the others come from the control API. */
export const CHECKOUT_TYPES = ["QR", "WEB", "MOBILE", "LINK", "TERMINAL"] as const;

export type CheckoutType = (typeof CHECKOUT_TYPES)[number];

export type Actor = "merchant" | "customer" | "portal" | "clock";

/** The state of a checkout from `at` on, and its cause. */
export interface Change {
  /** Milliseconds since the epoch, by the simulator's clock. */
  readonly at: number;
  readonly move: Move | "create";
  readonly actor: Actor;
  readonly status: CheckoutStatus;
  readonly totalRefundedMinor: bigint;
  readonly usedPaymentMethod: "CARD" | null;
  readonly referenceId?: string | undefined;
}

/** Only `expiresAt` (on reopening), `paymentReference` (once) and the history change. */
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

/** The state at `asOf`; the first one if the checkout is younger. */
export function stateAt(checkout: Checkout, asOf: number): Change {
  return checkout.history.findLast((change) => change.at <= asOf) ?? checkout.history[0];
}
