import { stepsMs } from "../../config.js";
import { connect, linkDependencies } from "../../connections.js";
import { linkSettings } from "../../orders/link/link-command.js";
import { cancelLink } from "../../orders/operations/cancel-link.js";
import { capturePayment } from "../../orders/operations/capture-payment.js";
import { extendLink } from "../../orders/operations/extend-link.js";
import { importCheckout } from "../../orders/operations/import-checkout.js";
import { type RefundDependencies, refundPayment } from "../../orders/operations/refund-payment.js";
import { resolveProblem } from "../../orders/operations/resolve-problem.js";
import { sendLink } from "../../orders/operations/send-link.js";
import { timeFor } from "../../shared/time-for.js";
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
  extendLink(linkDependencies(), extension, { uid, reason: null }),
);

export const importWork = workBySchema(input.importInput, async ({ checkoutId }, { uid }) => {
  const { config, ...deps } = connect();
  return importCheckout({ ...deps, settings: linkSettings(config) }, checkoutId, { uid, reason: null });
});

export const refundWork = workBySchema(
  input.refundInput,
  async ({ checkoutId = null, amount = null, confirm = false, ...given }, { uid, admin }) =>
    refundPayment(refundDependencies(), { ...given, checkoutId, amount, confirm, by: { uid, admin } }),
);

export const resolveWork = workBySchema(
  input.resolutionInput,
  async ({ problem = null, ...given }, { uid }) =>
    resolveProblem(refundDependencies(), { ...given, problem, uid }),
);

export const sendWork = workBySchema(input.sendInput, async (sending, { uid }) =>
  sendLink(linkDependencies(), sending, { uid, reason: null }),
);

function refundDependencies(): RefundDependencies {
  const { config, ...deps } = connect();
  const { staffRefundLimitMinor } = config;
  return { ...deps, ...timeFor(stepsMs(config)), settings: { staffRefundLimitMinor } };
}
