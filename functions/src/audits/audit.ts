import * as z from "zod";
import { instantSchema } from "../shared/instant.js";

/** In order: the vendor's window, its refunds and chargebacks of any age, our orders of the window, and the end. */
export const VENDOR_STEPS = ["window", "refunded", "partially_refunded", "charged_back"] as const;
export type VendorStep = (typeof VENDOR_STEPS)[number];
export const AUDIT_STEPS = [...VENDOR_STEPS, "ours", "closing"] as const;
export type AuditStep = (typeof AUDIT_STEPS)[number];

/** Each kind of difference: whether a read does not repair it. */
export const NEEDS_A_HUMAN = {
  paid_unnoticed: false,
  refund_unnoticed: false,
  chargeback_unnoticed: false,
  money_vanished: true,
  status_differs: false,
  identity_mismatch: true,
  amount_differs: true,
  unknown_status: true,
  unknown_to_us: true,
  unknown_to_vendor: true,
};
export type DifferenceKind = keyof typeof NEEDS_A_HUMAN;
export const DIFFERENCE_KINDS = Object.keys(NEEDS_A_HUMAN) as DifferenceKind[];

/** Why an audit did not see everything; safe codes. */
const gapSchema = z.enum([
  ...VENDOR_STEPS.map((step) => `${step}_incomplete` as const),
  ...VENDOR_STEPS.map((step) => `${step}_refused` as const),
  "unreadable_checkouts",
  "ours_not_compared",
  "not_finished",
]);
export type GapCode = z.infer<typeof gapSchema>;

const number = z.number().int().nonnegative();
const count = number.default(0);

/** `audits/{yyyy-mm-dd}`: one comparison and its progress. It begins with the defaults; `gaps` must not get lost. */
export const auditSchema = z.object({
  auditId: z.string(),
  /** `incomplete`: `gaps` says what was not seen. */
  state: z.enum(["running", "complete", "incomplete"]),
  from: instantSchema,
  startedAt: instantSchema,
  finishedAt: instantSchema.nullable().default(null),
  step: z.enum(AUDIT_STEPS),
  /** The vendor's next page, from 0; the round; what was unreadable in this round. */
  page: count,
  round: number.default(1),
  unreadable: count,
  /** First checkout of the page before: a vendor that ignores `page` shows it again. */
  pageHead: z.string().nullable().default(null),
  /** Null: the vendor's own size. */
  pageSize: number.nullable().default(100),
  cursor: z.object({ createdAt: instantSchema, orderId: z.string() }).nullable().default(null),
  gaps: z.array(gapSchema),
  counts: z
    .object({
      /** Distinct links that the vendor listed. `expected`: the largest number that it gave for the window. */
      checkouts: count,
      expected: number.nullable().default(null),
      agreed: count,
      foreign: count,
      /** Other kinds of checkouts, such as a subscription's: not compared. */
      otherKinds: count,
      orders: count,
      /** Differences that a read or a search repairs. */
      healing: count,
      reported: count,
      vendorCalls: count,
    })
    .prefault({}),
  differences: z.partialRecord(z.enum(DIFFERENCE_KINDS), number).default({}),
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
  /** `touched` is read again, which repairs it; `searched` is searched for; `reported` needs a human. */
  action: "touched" | "searched" | "reported";
};

export function countDifferences(audit: Audit, found: readonly Difference[]): Audit {
  const counts = { ...audit.counts };
  const differences = { ...audit.differences };
  for (const { kind, action } of found) {
    differences[kind] = (differences[kind] ?? 0) + 1;
    counts[action === "reported" ? "reported" : "healing"] += 1;
  }
  return { ...audit, counts, differences };
}
