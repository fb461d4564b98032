import { secrets } from "../parameters.js";
import { defineCallable } from "./define-callable.js";

/**
 * Creates an order's payment link, or gives the one it has. Staff give the order's content (or only `orderId` of a
 * stored order); a customer gives `{orderId, sendSms?, sendEmail?}` of an order that carries their uid.
 *
 * @see docs/api.md, "createPaymentLink"
 */
export const createPaymentLink = defineCallable({
  name: "createPaymentLink",
  role: "customer",
  limited: "createPaymentLink",
  options: { secrets },
  load: () => import("./lazy/create-payment-link.js"),
});
