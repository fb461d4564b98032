import { defineCallable } from "./define-callable.js";

// docs/api.md describes each callable under its name. Each loads its work at the first call.

const operations = () => import("./lazy/operations.js");

/** Cancels an order's present payment link, open or authorized. */
export const cancelPaymentLink = defineCallable(
  { name: "cancelPaymentLink", role: "staff" },
  async () => (await operations()).cancelWork,
);

/** Captures an order's authorized payment. */
export const capturePayment = defineCallable(
  { name: "capturePayment", role: "staff" },
  async () => (await operations()).captureWork,
);

/**
 * Creates an order's payment link, or gives the one it has. Staff give the content, or only the `orderId` of a stored order;
 * a customer gives `{orderId, sendSms?, sendEmail?}` of an order that carries their uid.
 */
export const createPaymentLink = defineCallable(
  { name: "createPaymentLink", role: "customer", limited: "createPaymentLink" },
  () => import("./lazy/create-payment-link.js"),
);

/** Replaces an order's payment link by one that is valid for longer. */
export const extendPaymentLink = defineCallable(
  { name: "extendPaymentLink", role: "staff" },
  async () => (await operations()).extendWork,
);

/** Adopts a link that was made in the vendor's portal as an order. */
export const importCheckout = defineCallable(
  { name: "importCheckout", role: "staff" },
  async () => (await operations()).importWork,
);

/** Lists the merchant's branches for a form. */
export const listBranches = defineCallable(
  { name: "listBranches", role: "staff" },
  () => import("./lazy/list-branches.js"),
);

/** Has an order read at the vendor at once; for staff and the order's own customer. */
export const refreshOrder = defineCallable(
  { name: "refreshOrder", role: "customer", limited: "refreshOrder", options: {} },
  () => import("./lazy/refresh-order.js"),
);

/** Refunds a payment in full or in part, once under one reference; staff up to POINTCHECKOUT_STAFF_REFUND_LIMIT. */
export const refundPayment = defineCallable(
  { name: "refundPayment", role: "staff" },
  async () => (await operations()).refundWork,
);

/** Decides a problem of an order that only a human can decide. */
export const resolveProblem = defineCallable(
  { name: "resolveProblem", role: "admin" },
  async () => (await operations()).resolveWork,
);

/** Compares both sides at once. */
export const runAudit = defineCallable(
  { name: "runAudit", role: "staff" },
  () => import("./lazy/run-audit.js"),
);

/** Stores an order without a link, which its customer can pay later by `createPaymentLink`. */
export const saveDraftOrder = defineCallable(
  { name: "saveDraftOrder", role: "staff" },
  () => import("./lazy/save-draft-order.js"),
);

/** Has the vendor send an order's link again, by a new link, to the stored or a corrected contact. */
export const sendPaymentLink = defineCallable(
  { name: "sendPaymentLink", role: "staff" },
  async () => (await operations()).sendWork,
);
