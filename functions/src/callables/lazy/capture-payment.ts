import { longestStepMs } from "../../config.js";
import { connect } from "../../connections.js";
import { capturePayment as capture } from "../../orders/capture-payment.js";
import { callableWork } from "../callable-work.js";
import { parseCaptureInput } from "../operation-input.js";
import { timeFor } from "../time-for.js";

export const { parse, work } = callableWork({
  parse: parseCaptureInput,
  work: async ({ orderId, paymentId, reason }, { uid }) => {
    const { config, ...deps } = connect();
    const time = timeFor(config.callTimeoutMs - longestStepMs(config.apiTimeoutMs));
    const command = { orderId, paymentId: paymentId ?? null, by: { uid, reason: reason ?? null } };
    return capture({ ...deps, ...time }, command);
  },
});
