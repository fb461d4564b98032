import type { DifferenceKind } from "../../../functions/src/audits/audit.js";
import type { ProblemCode } from "../../../functions/src/orders/model/order.js";

export type Words = { meaning: string; remedy: string };

/** The table of docs/api.md, "Problems", in a line each. */
export const PROBLEM_WORDS: Record<ProblemCode, Words> = {
  identity_mismatch: {
    meaning:
      "the vendor answers with another id, request id, order id, currency or amount than was asked for",
    remedy:
      "Look at the checkout in the vendor's portal and ask the vendor. It clears when the answer fits again; an administrator may decide otherwise (resolveProblem).",
  },
  unpaid_after_paid: {
    meaning: "the vendor says unpaid of a link that has money; the order keeps its status",
    remedy:
      "Look in the vendor's portal. It clears when the vendor speaks of the money again, or an administrator decides (resolveProblem).",
  },
  refund_total_implausible: {
    meaning: "the vendor names a refund total below 0, above the amount, or unreadable",
    remedy:
      "Ask the vendor. It clears when the answer fits; an administrator may decide otherwise (resolveProblem).",
  },
  amount_absent: {
    meaning: "the vendor says paid, but without amount or currency",
    remedy: "Ask the vendor. It clears when the answer fits.",
  },
  amount_differs: {
    meaning: "money has arrived for another amount or currency than the order's; the order is not paid by it",
    remedy:
      "An administrator accepts it, which pays the order, or has it refunded (resolveProblem: accept_payment, refund_payment).",
  },
  paid_twice: {
    meaning: "two links of this order keep money",
    remedy:
      "Refund one of them (refundPayment with its checkoutId), or an administrator keeps both (resolveProblem).",
  },
  refund_mismatch: {
    meaning: "while a refund was under way, the vendor's total changed by another amount",
    remedy:
      "Look in the vendor's portal at what was refunded. It clears when the total becomes the one before plus the refund, or an administrator decides (resolveProblem).",
  },
  refund_unknown: {
    meaning: "a refund left no trace within ten minutes",
    remedy:
      "Look in the vendor's portal; an administrator repeats it with confirm if it is not there, or gives it up (resolveProblem).",
  },
  foreign_checkout: {
    meaning: "a checkout was reported for this order that is none of its links",
    remedy: "Find out who wrote checkouts/*; then an administrator decides (resolveProblem).",
  },
  request_conflict: {
    meaning: "the request id stands for another order or amount at the vendor",
    remedy:
      "Give each deployment its own POINTCHECKOUT_REQUEST_ID_PREFIX, cancel a stray link in the portal; then an administrator decides (resolveProblem).",
  },
  link_host_refused: {
    meaning: "the payment page is on a host that is not allowed; the link is withheld",
    remedy:
      "If the host is the vendor's, add it to POINTCHECKOUT_LINK_HOSTS and make the link again; then an administrator decides (resolveProblem).",
  },
  credentials_rejected: {
    meaning: "the vendor refused the key, or it cannot be sent",
    remedy: "Correct the secrets (run doctor). It clears at the next read, within 15 minutes.",
  },
  checkout_unknown: {
    meaning: "the vendor does not know the checkout",
    remedy: "Are live and test mixed up, or is it another account's key? It clears when it is read again.",
  },
  contract_violation: {
    meaning: "the vendor's answer lacks or mistypes a field",
    remedy: "Report it: orders/{id}/internal/problem names the field. It clears when the answer fits.",
  },
};

/** The table of docs/api.md, "runAudit", in a line each. */
export const DIFFERENCE_WORDS: Record<DifferenceKind, Words> = {
  paid_unnoticed: {
    meaning: "paid at the vendor, and no notification told us",
    remedy: "Nothing: it has been looked up. Many of them: look at webhook and listener.",
  },
  refund_unnoticed: {
    meaning: "refunded at the vendor, and no notification told us",
    remedy: "Nothing: it has been looked up.",
  },
  chargeback_unnoticed: {
    meaning: "charged back at the vendor, and no notification told us",
    remedy: "Nothing: it has been looked up.",
  },
  status_differs: {
    meaning: "the vendor's checkout has gone on, and no notification told us",
    remedy: "Nothing: it has been looked up. The same one day after day: order show.",
  },
  money_vanished: {
    meaning: "the vendor says unpaid of a link that has money",
    remedy: "Look in the vendor's portal; order show tells the problem.",
  },
  identity_mismatch: {
    meaning: "the vendor lists it with another id, request id, order id, currency or amount",
    remedy: "Look at the checkout in the vendor's portal and ask the vendor.",
  },
  amount_differs: {
    meaning: "money has come for another amount or currency than the order's present one",
    remedy:
      "Was the amount edited after the payment? Put it right. Else accept or refund the payment (resolveProblem).",
  },
  unknown_status: {
    meaning: "the vendor names a status that this version does not know",
    remedy: "Ask the vendor what it means; the product has to learn it.",
  },
  unknown_to_us: {
    meaning: "a link at the vendor that no order has",
    remedy:
      "“searched”: nothing, the sweep adopts it. “reported”: paid? find out what for. Open? cancel it in the portal.",
  },
  unknown_to_vendor: {
    meaning: "a link of ours that the vendor does not list",
    remedy: "order show: checkout_unknown confirms it. All of them: the credentials are another account's.",
  },
};
