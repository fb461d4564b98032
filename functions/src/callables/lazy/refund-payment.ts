import { longestStepMs } from "../../config.js";
import { connect } from "../../connections.js";
import { refundPayment as refund } from "../../orders/operations/refund-payment.js";
import { callableWork } from "../callable-work.js";
import { parseRefundInput } from "../operation-input.js";
import { timeFor } from "../time-for.js";

export const { parse, work } = callableWork({
  parse: parseRefundInput,
  work: async ({ checkoutId, amount, confirm, ...given }, { uid, admin }) => {
    const { config, ...deps } = connect();
    const { hasTimeLeft } = timeFor(config.callTimeoutMs - longestStepMs(config.apiTimeoutMs));
    const { staffRefundLimitMinor } = config;
    return refund(
      { ...deps, hasTimeLeft, settings: { staffRefundLimitMinor } },
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
