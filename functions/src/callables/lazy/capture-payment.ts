import { connect } from "../../connections.js";
import { capturePayment as capture } from "../../orders/operations/capture-payment.js";
import { callableWork } from "../callable-work.js";
import { parseCaptureInput } from "../operation-input.js";

export const { parse, work } = callableWork({
  parse: parseCaptureInput,
  work: async ({ orderId, paymentId, reason }, { uid }) =>
    capture(connect(), { orderId, paymentId: paymentId ?? null, by: { uid, reason: reason ?? null } }),
});
