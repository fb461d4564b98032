import { randomUUID } from "node:crypto";
import { longestStepMs } from "../../config.js";
import { connect } from "../../connections.js";
import { linkSettings } from "../../orders/link/link-settings.js";
import { sendLink } from "../../orders/operations/send-link.js";
import { callableWork } from "../callable-work.js";
import { parseSending } from "../operation-input.js";
import { timeFor } from "../time-for.js";

export const { parse, work } = callableWork({
  parse: parseSending,
  work: async (sending, { uid }) => {
    const { config, ...deps } = connect();
    // One more step has to fit before the platform ends the function.
    const time = timeFor(config.callTimeoutMs - longestStepMs(config.apiTimeoutMs));
    const settings = linkSettings(config);
    const operator = { uid, reason: null };
    return sendLink({ ...deps, ...time, settings, newLeaseId: randomUUID }, sending, operator);
  },
});
