import { openStores } from "../connections.js";
import { refreshOrder as refresh } from "../orders/refresh-order.js";
import { defineCallable } from "./define-callable.js";
import { parseOrderId } from "./link-input.js";
import { timeFor } from "./time-for.js";

/** How long a caller is kept waiting for the vendor's word; ms. */
const WAIT_MS = 10_000;

/**
 * Has an order looked up at the vendor at once, for somebody who will not wait: staff, or the order's own customer.
 *
 * @see docs/api.md, "refreshOrder"
 */
export const refreshOrder = defineCallable({
  name: "refreshOrder",
  role: "customer",
  limited: "refreshOrder",
  parse: parseOrderId,
  work: async ({ orderId }, { uid, staff }) =>
    refresh({ ...openStores(), ...timeFor(WAIT_MS) }, { orderId, customerUid: staff ? null : uid }),
});
