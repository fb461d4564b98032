import { setTimeout as sleep } from "node:timers/promises";
import { onCall } from "firebase-functions/v2/https";
import { functionOptions } from "../config.js";
import { openStores } from "../connections.js";
import { type RefreshedOrder, refreshOrder as refresh } from "../orders/refresh-order.js";
import { identifyCaller } from "./authorise.js";
import { parseOrderId } from "./link-input.js";
import { atTheEdge, invalidArgument } from "./to-https-error.js";

/** How long a caller is kept waiting for the vendor's word; ms. */
const WAIT_MS = 10_000;

/**
 * Has an order looked up at the vendor at once, for somebody who will not wait: staff, or the order's own customer.
 *
 * @see docs/api.md, "refreshOrder"
 */
export const refreshOrder = onCall<unknown, Promise<RefreshedOrder>>(functionOptions(), (request) =>
  atTheEdge("refreshOrder", request, async () => {
    const started = performance.now();
    const { uid, staff } = identifyCaller(request);
    const parsed = parseOrderId(request.data);
    if (!parsed.ok) throw invalidArgument(parsed.problems);
    const hasTimeLeft = () => performance.now() - started < WAIT_MS;
    const customerUid = staff ? null : uid;
    return refresh({ ...openStores(), sleep, hasTimeLeft }, { ...parsed.value, customerUid });
  }),
);
