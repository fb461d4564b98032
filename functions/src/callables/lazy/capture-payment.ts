import { connect } from "../../connections.js";
import { capturePayment as capture } from "../../orders/operations/capture-payment.js";
import { workBySchema } from "../callable-work.js";
import { captureInput } from "../operation-input.js";

export const { parse, work } = workBySchema(
  captureInput,
  async ({ orderId, paymentId = null, reason = null }, { uid }) =>
    capture(connect(), { orderId, paymentId, by: { uid, reason } }),
);
