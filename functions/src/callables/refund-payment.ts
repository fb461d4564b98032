import { longestStepMs, secrets } from "../config.js";
import { connect } from "../connections.js";
import { refundPayment as refund } from "../orders/refund-payment.js";
import { defineCallable } from "./define-callable.js";
import { parseRefundInput } from "./operation-input.js";
import { timeFor } from "./time-for.js";

/**
 * Gives a customer's money back, in full or in part, once under one reference. For administrators, and for staff up to
 * POINTCHECKOUT_STAFF_REFUND_LIMIT.
 *
 * @see docs/api.md, "refundPayment"
 */
export const refundPayment = defineCallable({
  name: "refundPayment",
  role: "staff",
  options: { secrets },
  parse: parseRefundInput,
  work: async ({ checkoutId, amount, confirm, ...given }, { uid, admin }) => {
    const { config, ...deps } = connect();
    const time = timeFor(config.callTimeoutMs - longestStepMs(config.apiTimeoutMs));
    const { staffRefundLimitMinor } = config;
    return refund(
      { ...deps, ...time, settings: { staffRefundLimitMinor } },
      {
        ...given,
        checkoutId: checkoutId ?? null,
        amount: amount ?? null,
        confirm: confirm ?? false,
        by: { uid, admin },
      },
    );
  },
});
