import { randomUUID } from "node:crypto";
import { longestStepMs } from "../../config.js";
import { connect } from "../../connections.js";
import { linkSettings } from "../../orders/link/link-settings.js";
import { extendLink } from "../../orders/operations/extend-link.js";
import { callableWork } from "../callable-work.js";
import { parseExtension } from "../operation-input.js";
import { timeFor } from "../time-for.js";

export const { parse, work } = callableWork({
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
