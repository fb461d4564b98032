import { secrets } from "../config.js";
import { connect } from "../connections.js";
import { cancelLink } from "../orders/cancel-link.js";
import { defineCallable } from "./define-callable.js";
import { parseCancellation } from "./operation-input.js";
import { timeFor } from "./time-for.js";

/** How long a caller is kept waiting for the look that follows, with the request itself; ms. */
const WAIT_MS = 15_000;

/**
 * Takes an order's present payment link back, open or authorised. Staff only.
 *
 * @see docs/api.md, "cancelPaymentLink"
 */
export const cancelPaymentLink = defineCallable({
  name: "cancelPaymentLink",
  role: "staff",
  options: { secrets },
  parse: parseCancellation,
  work: async ({ orderId, reason }, { uid }) =>
    cancelLink({ ...connect(), ...timeFor(WAIT_MS) }, orderId, { uid, reason: reason ?? null }),
});
