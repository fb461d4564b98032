import { secrets } from "../parameters.js";
import { defineCallable } from "./define-callable.js";

/**
 * Takes an order's present payment link back, open or authorised. Staff only.
 *
 * @see docs/api.md, "cancelPaymentLink"
 */
export const cancelPaymentLink = defineCallable({
  name: "cancelPaymentLink",
  role: "staff",
  options: { secrets },
  load: () => import("./lazy/cancel-payment-link.js"),
});
