import type { DifferenceKind } from "../../../functions/src/audits/audit.js";

type Words = { meaning: string; remedy: string };

/** The table of docs/api.md, "runAudit", in a line each. */
export const DIFFERENCE_WORDS: Record<DifferenceKind, Words> = {
  paid_unnoticed: {
    meaning: "paid at the vendor, and no notification reached us",
    remedy: "Nothing: it has been looked up. Many of them: look at webhook and listener.",
  },
  refund_unnoticed: {
    meaning: "refunded at the vendor, and no notification reached us",
    remedy: "Nothing: it has been looked up.",
  },
  chargeback_unnoticed: {
    meaning: "charged back at the vendor, and no notification reached us",
    remedy: "Nothing: it has been looked up.",
  },
  status_differs: {
    meaning: "the vendor's checkout has gone on, and no notification reached us",
    remedy: "Nothing: it has been looked up. The same one day after day: order show.",
  },
  money_vanished: {
    meaning: "the vendor says unpaid of a link that has money",
    remedy: "Look in the vendor's portal; order show names the problem.",
  },
  identity_mismatch: {
    meaning: "the vendor lists it with another id, request id, order id, currency or amount",
    remedy: "Look at the checkout in the vendor's portal and ask the vendor.",
  },
  amount_differs: {
    meaning: "money has come for another amount or currency than the order's present one",
    remedy:
      "Was the amount edited after the payment? Put it right. Else accept, refund or keep the payment (resolveProblem).",
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
