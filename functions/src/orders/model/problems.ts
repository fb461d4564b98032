/** What an administrator may decide about a problem. */
export const DECISIONS = [
  /** The order stays as it is, and what was seen is no problem any more. */
  "keep_order",
  /** A payment that PointCheckout no longer reports is removed. */
  "follow_vendor",
  /** The refund that is not settled was made. */
  "refund_done",
  /** The refund that is not settled was not made. */
  "refund_not_done",
  /** Money for another amount pays the order. */
  "accept_payment",
  /** Money for another amount is refunded. */
  "refund_payment",
] as const;
export type Decision = (typeof DECISIONS)[number];

/**
 * `meaning` and `remedy` are sentences for an operator. `decisions`: what an administrator may decide about it; none of
 * them: the problem has to be repaired, and the next read ends it.
 */
type ProblemDescription = { meaning: string; remedy: string; decisions: readonly Decision[] };

/**
 * Every reason why a human should look at an order, the most urgent first: the one table that transition, resolveProblem,
 * the command line, the client and the documents use. The codes are safe to show to a customer.
 */
export const PROBLEMS = {
  identity_mismatch: {
    meaning: "PointCheckout answers with another id, request id, order id, currency or amount than expected.",
    remedy: "Look at the checkout in PointCheckout's portal and ask PointCheckout. A fitting answer ends it.",
    decisions: ["keep_order"],
  },
  unpaid_after_paid: {
    meaning: "PointCheckout calls a link unpaid that was paid before. The order keeps its status.",
    remedy: "Look in PointCheckout's portal. It ends when PointCheckout reports the payment again.",
    decisions: ["keep_order", "follow_vendor"],
  },
  refund_total_implausible: {
    meaning: "PointCheckout reports a refunded total below 0, above the amount, or unreadable.",
    remedy: "Ask PointCheckout. A fitting answer ends it.",
    decisions: ["keep_order"],
  },
  refund_mismatch: {
    meaning: "While a refund was under way, the refunded total changed by another amount.",
    remedy: "Look in PointCheckout's portal at what was refunded.",
    decisions: ["refund_done", "refund_not_done"],
  },
  refund_unknown: {
    meaning: "Ten minutes after a refund was requested, PointCheckout does not show it.",
    remedy:
      "Look in PointCheckout's portal. If it is not there, an administrator repeats refundPayment with confirm.",
    decisions: ["refund_done", "refund_not_done"],
  },
  amount_absent: {
    meaning: "PointCheckout reports a payment without its amount or currency.",
    remedy: "Ask PointCheckout. A complete answer ends it.",
    decisions: ["keep_order"],
  },
  amount_differs: {
    meaning: "A payment arrived for another amount or currency than the order's. It does not pay the order.",
    remedy: "Accept the payment, which makes the order PAID, refund it, or keep the order as it is.",
    decisions: ["accept_payment", "refund_payment", "keep_order"],
  },
  paid_twice: {
    meaning: "Two links of this order were paid.",
    remedy: "Refund one of them (refundPayment with its checkoutId), or keep both.",
    decisions: ["keep_order"],
  },
  foreign_checkout: {
    meaning: "A checkout was reported for this order that is none of its links.",
    remedy: "Find out who wrote to checkouts/*.",
    decisions: ["keep_order"],
  },
  request_conflict: {
    meaning: "At PointCheckout the request id belongs to another order or amount.",
    remedy:
      "Give each deployment its own POINTCHECKOUT_REQUEST_ID_PREFIX, and cancel a stray link in the portal.",
    decisions: ["keep_order"],
  },
  link_host_refused: {
    meaning: "The payment page is on a host that is not allowed. The link is withheld.",
    remedy:
      "If the host is PointCheckout's, add it to POINTCHECKOUT_LINK_HOSTS, cancel the link in the portal, and make the next.",
    decisions: ["keep_order"],
  },
  credentials_rejected: {
    meaning: "PointCheckout rejects the API key or secret.",
    remedy:
      "Correct the secrets; the command line's doctor checks them. The next read, within 15 minutes, ends it.",
    decisions: [],
  },
  checkout_unknown: {
    meaning: "PointCheckout does not know the checkout.",
    remedy:
      "Check whether live and test are mixed up, or the key is another account's. The next read ends it.",
    decisions: [],
  },
  contract_violation: {
    meaning:
      "PointCheckout's answer lacks a field or mistypes it; orders/{orderId}/internal/problem names it.",
    remedy: "Report it: this software has to learn the new form. The next read that fits ends it.",
    decisions: [],
  },
} as const satisfies Record<string, ProblemDescription>;

export type ProblemCode = keyof typeof PROBLEMS;

/** The most urgent first. */
export const PROBLEM_CODES = Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]];

/** Those that end a problem; none where only reads do. */
export const decisionsOf = (code: ProblemCode): readonly Decision[] => PROBLEMS[code].decisions;
