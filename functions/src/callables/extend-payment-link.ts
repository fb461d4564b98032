import { secrets } from "../parameters.js";
import { defineCallable } from "./define-callable.js";

/**
 * Replaces an order's payment link by one that is valid for longer. Staff only.
 *
 * @see docs/api.md, "extendPaymentLink"
 */
export const extendPaymentLink = defineCallable({
  name: "extendPaymentLink",
  role: "staff",
  options: { secrets },
  load: () => import("./lazy/extend-payment-link.js"),
});
