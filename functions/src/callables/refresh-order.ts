import { defineCallable } from "./define-callable.js";

/**
 * Has an order looked up at the vendor at once, for somebody who will not wait: staff, or the order's own customer.
 *
 * @see docs/api.md, "refreshOrder"
 */
export const refreshOrder = defineCallable({
  name: "refreshOrder",
  role: "customer",
  limited: "refreshOrder",
  load: () => import("./lazy/refresh-order.js"),
});
