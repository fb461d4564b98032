import { refundPayment as refund } from "../../orders/operations/refund-payment.js";
import { workBySchema } from "../callable-work.js";
import { refundInput } from "../operation-input.js";
import { refundDependencies } from "./refund-dependencies.js";

export const { parse, work } = workBySchema(
  refundInput,
  async ({ checkoutId = null, amount = null, confirm = false, ...given }, { uid, admin }) =>
    refund(refundDependencies(), { ...given, checkoutId, amount, confirm, by: { uid, admin } }),
);
