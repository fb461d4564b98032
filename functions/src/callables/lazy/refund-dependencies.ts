import { stepsMs } from "../../config.js";
import { connect } from "../../connections.js";
import type { RefundDependencies } from "../../orders/operations/refund-payment.js";
import { timeFor } from "../../shared/time-for.js";

/** What a call needs that may refund. @throws ConfigurationError */
export function refundDependencies(): RefundDependencies {
  const { config, ...deps } = connect();
  const { hasTimeLeft } = timeFor(stepsMs(config));
  return { ...deps, hasTimeLeft, settings: { staffRefundLimitMinor: config.staffRefundLimitMinor } };
}
