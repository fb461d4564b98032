import { secrets } from "../parameters.js";
import { defineCallable } from "./define-callable.js";

/**
 * Stores an order without a link, which its customer (`customerUid`) can pay later by `createPaymentLink`. Staff only;
 * the same input as `createPaymentLink`.
 *
 * @see docs/api.md, "saveDraftOrder"
 */
export const saveDraftOrder = defineCallable({
  name: "saveDraftOrder",
  role: "staff",
  options: { secrets },
  load: () => import("./lazy/save-draft-order.js"),
});
