import { connect, connectCall } from "../../connections.js";
import { cancelLink } from "../../orders/operations/cancel-link.js";
import { capturePayment } from "../../orders/operations/capture-payment.js";
import { extendLink } from "../../orders/operations/extend-link.js";
import { importCheckout } from "../../orders/operations/import-checkout.js";
import { refundPayment } from "../../orders/operations/refund-payment.js";
import { resolveProblem } from "../../orders/operations/resolve-problem.js";
import { sendLink } from "../../orders/operations/send-link.js";
import { workBySchema } from "../callable-work.js";
import * as input from "../operation-input.js";

export const cancelWork = workBySchema(input.cancelInput, async ({ orderId, reason = null }, { uid }) =>
  cancelLink(connect(), orderId, { uid, reason }),
);

export const captureWork = workBySchema(
  input.captureInput,
  async ({ orderId, paymentId = null, reason = null }, { uid }) =>
    capturePayment(connect(), { orderId, paymentId, by: { uid, reason } }),
);

export const extendWork = workBySchema(input.extendInput, async (extension, { uid }) =>
  extendLink(connectCall(), extension, { uid, reason: null }),
);

export const importWork = workBySchema(input.importInput, async ({ checkoutId }, { uid }) =>
  importCheckout(connect(), checkoutId, { uid, reason: null }),
);

export const refundWork = workBySchema(
  input.refundInput,
  async ({ checkoutId = null, amount = null, confirm = false, ...given }, { uid, admin }) =>
    refundPayment(connectCall(), { ...given, checkoutId, amount, confirm, by: { uid, admin } }),
);

export const resolveWork = workBySchema(
  input.resolutionInput,
  async ({ problem = null, ...given }, { uid }) => resolveProblem(connectCall(), { ...given, problem, uid }),
);

export const sendWork = workBySchema(input.sendInput, async (sending, { uid }) =>
  sendLink(connectCall(), sending, { uid, reason: null }),
);
