import type { CheckoutStatus } from "./checkout.js";
import { UnlawfulMove } from "./refusal.js";

export const MOVES = [
  "pay",
  "authorize",
  "await-confirmation",
  "confirm-pending",
  "capture",
  "fail",
  "cancel",
  "expire",
  "refund",
  "reverse-refund",
  "chargeback",
  "lift-chargeback",
  "reopen",
] as const;

export type Move = (typeof MOVES)[number];

export interface MoneyState {
  readonly status: CheckoutStatus;
  readonly amountMinor: bigint;
  readonly totalRefundedMinor: bigint;
}

export interface MoveWish {
  readonly move: Move;
  /** For `refund` and `reverse-refund`: minor units; absent means all that is left. */
  readonly amountMinor?: bigint | undefined;
  /** Of a `refund`: the merchant's own name of it. */
  readonly referenceId?: string | undefined;
  /** Make the move although the vendor would not. */
  readonly force?: boolean | undefined;
}

export type PlannedState = Omit<MoneyState, "amountMinor">;

const LAWFUL_FROM: Record<Move, readonly CheckoutStatus[]> = {
  pay: ["PENDING"],
  authorize: ["PENDING"],
  "await-confirmation": ["PENDING"],
  "confirm-pending": ["PENDING_CONFIRMATION"],
  capture: ["AUTHORIZED"],
  fail: ["PENDING", "AUTHORIZED", "PENDING_CONFIRMATION"],
  cancel: ["PENDING", "AUTHORIZED"],
  expire: ["PENDING", "AUTHORIZED"],
  refund: ["PAID", "PARTIALLY_REFUNDED"],
  "reverse-refund": ["PARTIALLY_REFUNDED", "REFUNDED"],
  chargeback: ["PAID", "PARTIALLY_REFUNDED"],
  "lift-chargeback": ["CHARGEBACK"],
  reopen: ["FAILED", "CANCELLED", "EXPIRED"],
};

/** The other moves depend on how much is refunded. */
const STATUS_AFTER: Partial<Record<Move, CheckoutStatus>> = {
  pay: "PAID",
  "confirm-pending": "PAID",
  capture: "PAID",
  authorize: "AUTHORIZED",
  "await-confirmation": "PENDING_CONFIRMATION",
  fail: "FAILED",
  cancel: "CANCELLED",
  expire: "EXPIRED",
  reopen: "PENDING",
  chargeback: "CHARGEBACK",
};

/** Whether the vendor would make `move` from `status`. */
export function isLawful(move: Move, status: CheckoutStatus): boolean {
  return LAWFUL_FROM[move].includes(status);
}

/**
 * What a checkout becomes by a move. Pure.
 *
 * @throws {UnlawfulMove} when the status forbids it, or more would be refunded than was paid, and it is not forced
 */
export function planMove(state: MoneyState, wish: MoveWish): PlannedState {
  if (wish.force !== true && !isLawful(wish.move, state.status)) {
    throw new UnlawfulMove(`A checkout that is ${state.status} cannot do "${wish.move}".`);
  }
  const refunded = refundedAfter(state, wish);
  if (wish.force !== true && (refunded > state.amountMinor || refunded < 0n)) {
    throw new UnlawfulMove(`That is more than is left to ${wish.move}.`);
  }
  return { status: statusAfter(wish.move, state.amountMinor, refunded), totalRefundedMinor: refunded };
}

function refundedAfter(state: MoneyState, wish: MoveWish): bigint {
  const before = state.totalRefundedMinor;
  if (wish.move === "refund") return before + (wish.amountMinor ?? state.amountMinor - before);
  if (wish.move === "reverse-refund") return before - (wish.amountMinor ?? before);
  return before;
}

function statusAfter(move: Move, amount: bigint, refunded: bigint): CheckoutStatus {
  return STATUS_AFTER[move] ?? paidStatus(amount, refunded);
}

function paidStatus(amount: bigint, refunded: bigint): CheckoutStatus {
  if (refunded <= 0n) return "PAID";
  return refunded < amount ? "PARTIALLY_REFUNDED" : "REFUNDED";
}
