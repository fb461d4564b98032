import { secrets } from "../parameters.js";
import { defineCallable } from "./define-callable.js";

/**
 * Adopts a link that was made in the vendor's portal as an order. Staff only.
 *
 * @see docs/api.md, "importCheckout"
 */
export const importCheckout = defineCallable({
  name: "importCheckout",
  role: "staff",
  options: { secrets },
  load: () => import("./lazy/import-checkout.js"),
});
