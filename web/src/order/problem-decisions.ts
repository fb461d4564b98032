import type { Decision, ProblemCode } from "pointcheckout-firebase-client";

/** What an administrator may decide about each problem; nothing where it is repaired and not decided. */
export const DECISIONS_ON: Readonly<Record<ProblemCode, readonly Decision[]>> = {
  identity_mismatch: ["keep_order"],
  unpaid_after_paid: ["follow_vendor", "keep_order"],
  refund_total_implausible: ["keep_order"],
  refund_mismatch: ["refund_done", "refund_not_done"],
  refund_unknown: ["refund_not_done"],
  amount_absent: ["keep_order"],
  amount_differs: ["accept_payment", "refund_payment"],
  paid_twice: ["keep_order"],
  foreign_checkout: ["keep_order"],
  request_conflict: ["keep_order"],
  link_host_refused: ["keep_order"],
  credentials_rejected: [],
  checkout_unknown: [],
  contract_violation: [],
};
