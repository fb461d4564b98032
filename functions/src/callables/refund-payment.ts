import { secrets } from "../parameters.js";
import { defineCallable } from "./define-callable.js";

/**
 * Gives a customer's money back, in full or in part, once under one reference. For administrators, and for staff up to
 * POINTCHECKOUT_STAFF_REFUND_LIMIT.
 *
 * @see docs/api.md, "refundPayment"
 */
export const refundPayment = defineCallable({
  name: "refundPayment",
  role: "staff",
  options: { secrets },
  load: () => import("./lazy/refund-payment.js"),
});
