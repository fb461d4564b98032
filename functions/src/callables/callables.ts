import { defineCallable } from "./define-callable.js";

// docs/api.md describes each callable under its name. Each loads its work at the first call.

type Operations = typeof import("./lazy/operations.js");
const operation =
  <Work extends keyof Operations>(work: Work): (() => Promise<Operations[Work]>) =>
  async () =>
    (await import("./lazy/operations.js"))[work];

/** For staff: cancels an order's present payment link, open or authorized. */
export const cancelPaymentLink = defineCallable("cancelPaymentLink", "staff", operation("cancelWork"));
/** For staff: captures an order's authorized payment. */
export const capturePayment = defineCallable("capturePayment", "staff", operation("captureWork"));
/**
 * Creates an order's payment link, or gives the one it has. Staff give the content, or only the `orderId` of a stored
 * order; a customer gives `{orderId, sendSms?, sendEmail?}` of an order that carries their uid.
 */
export const createPaymentLink = defineCallable(
  "createPaymentLink",
  "customer",
  () => import("./lazy/create-payment-link.js"),
  { limited: "createPaymentLink" },
);
/** For staff: replaces an order's payment link by one that is valid for longer. */
export const extendPaymentLink = defineCallable("extendPaymentLink", "staff", operation("extendWork"));
/** For staff: adopts a link that was made in the vendor's portal as an order. */
export const importCheckout = defineCallable("importCheckout", "staff", operation("importWork"));
/** For staff: lists the merchant's branches for a form. */
export const listBranches = defineCallable("listBranches", "staff", () => import("./lazy/list-branches.js"));
/** For staff and the order's own customer: has an order read at the vendor at once. */
export const refreshOrder = defineCallable(
  "refreshOrder",
  "customer",
  () => import("./lazy/refresh-order.js"),
  { limited: "refreshOrder", options: {} },
);
/** For staff, up to POINTCHECKOUT_STAFF_REFUND_LIMIT: refunds a payment in full or in part, once per reference. */
export const refundPayment = defineCallable("refundPayment", "staff", operation("refundWork"));
/** For administrators: decides a problem of an order that only a human can decide. */
export const resolveProblem = defineCallable("resolveProblem", "admin", operation("resolveWork"));
/** For staff: compares our orders with the vendor's checkouts at once. */
export const runAudit = defineCallable("runAudit", "staff", () => import("./lazy/run-audit.js"));
/** For staff: stores an order without a link, which its customer can pay later by `createPaymentLink`. */
export const saveDraftOrder = defineCallable(
  "saveDraftOrder",
  "staff",
  () => import("./lazy/save-draft-order.js"),
);
/** For staff: has the vendor send a new link to the stored or a corrected contact. */
export const sendPaymentLink = defineCallable("sendPaymentLink", "staff", operation("sendWork"));
