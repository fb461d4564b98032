import { longestStepMs, secrets } from "../config.js";
import { connect } from "../connections.js";
import { capturePayment as capture } from "../orders/capture-payment.js";
import { defineCallable } from "./define-callable.js";
import { parseCaptureInput } from "./operation-input.js";
import { timeFor } from "./time-for.js";

/**
 * Takes the money of an order whose payment is authorized. For staff.
 *
 * @see docs/api.md, "capturePayment"
 */
export const capturePayment = defineCallable({
  name: "capturePayment",
  role: "staff",
  options: { secrets },
  parse: parseCaptureInput,
  work: async ({ orderId, paymentId, reason }, { uid }) => {
    const { config, ...deps } = connect();
    const time = timeFor(config.callTimeoutMs - longestStepMs(config.apiTimeoutMs));
    const command = { orderId, paymentId: paymentId ?? null, by: { uid, reason: reason ?? null } };
    return capture({ ...deps, ...time }, command);
  },
});
