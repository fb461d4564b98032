import { randomUUID } from "node:crypto";
import { longestStepMs, secrets } from "../config.js";
import { connect } from "../connections.js";
import { extendLink } from "../orders/extend-link.js";
import { linkSettings } from "../orders/link-settings.js";
import { defineCallable } from "./define-callable.js";
import { parseExtension } from "./operation-input.js";
import { timeFor } from "./time-for.js";

/**
 * Replaces an order's payment link by one that is valid for longer. Staff only.
 *
 * @see docs/api.md, "extendPaymentLink"
 */
export const extendPaymentLink = defineCallable({
  name: "extendPaymentLink",
  role: "staff",
  options: { secrets },
  parse: parseExtension,
  work: async (extension, { uid }) => {
    const { config, ...deps } = connect();
    // One more step has to fit before the platform ends the function.
    const time = timeFor(config.callTimeoutMs - longestStepMs(config.apiTimeoutMs));
    const settings = linkSettings(config);
    const operator = { uid, reason: null };
    return extendLink({ ...deps, ...time, settings, newLeaseId: randomUUID }, extension, operator);
  },
});
