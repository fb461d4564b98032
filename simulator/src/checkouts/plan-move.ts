import { UnlawfulMove } from "./refusal.js";

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

export type CheckoutStatus = (typeof CHECKOUT_STATUSES)[number];

interface MoveRule {
  readonly from: readonly CheckoutStatus[];
  /** Absent: depends on how much is refunded. */
  readonly to?: CheckoutStatus;
}

const RULES = {
  pay: { from: ["PENDING"], to: "PAID" },
  authorize: { from: ["PENDING"], to: "AUTHORIZED" },
  "await-confirmation": { from: ["PENDING"], to: "PENDING_CONFIRMATION" },
  "confirm-pending": { from: ["PENDING_CONFIRMATION"], to: "PAID" },
  capture: { from: ["AUTHORIZED"], to: "PAID" },
  fail: { from: ["PENDING", "AUTHORIZED", "PENDING_CONFIRMATION"], to: "FAILED" },
  cancel: { from: ["PENDING", "AUTHORIZED"], to: "CANCELLED" },
  expire: { from: ["PENDING", "AUTHORIZED"], to: "EXPIRED" },
  refund: { from: ["PAID", "PARTIALLY_REFUNDED"] },
  "reverse-refund": { from: ["PARTIALLY_REFUNDED", "REFUNDED"] },
  chargeback: { from: ["PAID", "PARTIALLY_REFUNDED"], to: "CHARGEBACK" },
  "lift-chargeback": { from: ["CHARGEBACK"] },
  reopen: { from: ["FAILED", "CANCELLED", "EXPIRED"], to: "PENDING" },
} satisfies Record<string, MoveRule>;

export type Move = keyof typeof RULES;

export const MOVES = Object.keys(RULES) as [Move, ...Move[]];

interface MoneyState {
  readonly status: CheckoutStatus;
  readonly amountMinor: bigint;
  readonly totalRefundedMinor: bigint;
}

export interface MoveWish {
  readonly move: Move;
  /** For `refund` and `reverse-refund`: minor units; absent means all that is left. */
  readonly amountMinor?: bigint | undefined;
  readonly referenceId?: string | undefined;
  readonly force?: boolean | undefined;
}

export function isLawful(move: Move, status: CheckoutStatus): boolean {
  const { from }: MoveRule = RULES[move];
  return from.includes(status);
}

/** @throws {UnlawfulMove} when the status forbids the move, or it refunds more than was paid, and it is not forced */
export function planMove(state: MoneyState, wish: MoveWish): Omit<MoneyState, "amountMinor"> {
  const { move, force = false } = wish;
  if (!force && !isLawful(move, state.status)) {
    throw new UnlawfulMove(`A checkout that is ${state.status} cannot do "${move}".`);
  }
  const refunded = refundedAfter(state, wish);
  if (!force && (refunded > state.amountMinor || refunded < 0n)) {
    throw new UnlawfulMove(`That is more than is left to ${move}.`);
  }
  const { to = paidStatus(state.amountMinor, refunded) }: MoveRule = RULES[move];
  return { status: to, totalRefundedMinor: refunded };
}

function refundedAfter({ amountMinor, totalRefundedMinor: before }: MoneyState, wish: MoveWish): bigint {
  if (wish.move === "refund") return before + (wish.amountMinor ?? amountMinor - before);
  if (wish.move === "reverse-refund") return before - (wish.amountMinor ?? before);
  return before;
}

function paidStatus(amount: bigint, refunded: bigint): CheckoutStatus {
  if (refunded <= 0n) return "PAID";
  return refunded < amount ? "PARTIALLY_REFUNDED" : "REFUNDED";
}
