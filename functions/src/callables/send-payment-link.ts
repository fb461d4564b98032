import { secrets } from "../parameters.js";
import { defineCallable } from "./define-callable.js";

/**
 * Has the vendor send an order's link again, to the stored or to a corrected contact: by a new link. Staff only.
 *
 * @see docs/api.md, "sendPaymentLink"
 */
export const sendPaymentLink = defineCallable({
  name: "sendPaymentLink",
  role: "staff",
  options: { secrets },
  load: () => import("./lazy/send-payment-link.js"),
});
