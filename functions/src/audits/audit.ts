import * as z from "zod";
import { instantSchema } from "../orders/model/attempt.js";

/**
 * What an audit goes through, in order: the vendor's checkouts of the window; those refunded, wholly or in part, and
 * those charged back, however old they are; then our own orders, for checkouts that the vendor does not have; then what it kept is dropped.
 */
export const AUDIT_STEPS = [
  "window",
  "refunded",
  "partially_refunded",
  "charged_back",
  "ours",
  "closing",
] as const;
export type AuditStep = (typeof AUDIT_STEPS)[number];
export type VendorStep = Exclude<AuditStep, "ours" | "closing">;

/** Every way in which the two sides can differ. */
export const DIFFERENCE_KINDS = [
  "paid_unnoticed",
  "refund_unnoticed",
  "chargeback_unnoticed",
  "money_vanished",
  "status_differs",
  "identity_mismatch",
  "amount_differs",
  "unknown_status",
  "unknown_to_us",
  "unknown_to_vendor",
] as const;
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

/** What no look of ours heals. */
export const NEEDS_A_HUMAN: ReadonlySet<DifferenceKind> = new Set([
  "money_vanished",
  "identity_mismatch",
  "amount_differs",
  "unknown_status",
  "unknown_to_us",
  "unknown_to_vendor",
]);

/** Why an audit saw less than all; safe codes. */
export const GAP_CODES = [
  "window_incomplete",
  "refunded_incomplete",
  "partially_refunded_incomplete",
  "charged_back_incomplete",
  "window_refused",
  "refunded_refused",
  "partially_refunded_refused",
  "charged_back_refused",
  "unreadable_checkouts",
  "ours_not_compared",
  "not_finished",
] as const;
export type GapCode = (typeof GAP_CODES)[number];

const count = z.number().int().nonnegative();

/** `audits/{yyyy-mm-dd}`: one comparison of the vendor's checkouts with our orders, and how far it has come. */
export const auditSchema = z.object({
  auditId: z.string(),
  /** `complete`: both sides were seen whole. `incomplete`: `gaps` says what was not. */
  state: z.enum(["running", "complete", "incomplete"]),
  /** The window: checkouts and orders made since. */
  from: instantSchema,
  startedAt: instantSchema,
  finishedAt: instantSchema.nullable(),
  step: z.enum(AUDIT_STEPS),
  /** The vendor's next page, from 0; which time round; what was unreadable in this round. */
  page: count,
  round: count,
  unreadable: count,
  /** The first checkout of the page before: a vendor that ignores `page` shows it again. */
  pageHead: z.string().nullable(),
  /** How many checkouts a page is asked for; null for the vendor's own size. */
  pageSize: count.nullable(),
  /** Where our side's next page begins. */
  cursor: z.object({ createdAt: instantSchema, orderId: z.string() }).nullable(),
  gaps: z.array(z.enum(GAP_CODES)),
  counts: z.object({
    /**
     * Distinct payment links that the vendor gave, and the largest number that it named of the window: of all its
     * checkouts, or of those on one page.
     */
    checkouts: count,
    expected: count.nullable(),
    agreed: count,
    /** Of another deployment that shares the vendor's account. */
    foreign: count,
    /** Checkouts of other kinds, such as a subscription's: not compared. */
    otherKinds: count.default(0),
    /** Orders of ours looked through in the last step. */
    orders: count,
    /** Differences that a look or a search heals. */
    healing: count,
    /** Differences left to a human. */
    reported: count,
    vendorCalls: count,
  }),
  differences: z.partialRecord(z.enum(DIFFERENCE_KINDS), count),
});
export type Audit = z.infer<typeof auditSchema>;

/** `audits/{yyyy-mm-dd}/differences/{checkoutId}`. Amounts in minor units; the vendor's words as received. */
export type Difference = {
  kind: DifferenceKind;
  checkoutId: string;
  orderId: string | null;
  requestId: string | null;
  ours: { status: string; totalRefundedMinor: number } | null;
  theirs: { status: string; totalRefunded: string | null } | null;
  /**
   * `touched`: it is looked up, which heals it. `searched`: the vendor is searched for the order's link. `reported`: a
   * human decides; what can be looked up is looked up all the same, so that the order shows its problem.
   */
  action: "touched" | "searched" | "reported";
};
