import { secrets } from "../parameters.js";
import { defineCallable } from "./define-callable.js";

/**
 * Takes the money of an order whose payment is authorized. For staff.
 *
 * @see docs/api.md, "capturePayment"
 */
export const capturePayment = defineCallable({
  name: "capturePayment",
  role: "staff",
  options: { secrets },
  load: () => import("./lazy/capture-payment.js"),
});
