import { longestStepMs } from "../../config.js";
import { connect } from "../../connections.js";
import { resolveProblem as resolve } from "../../orders/operations/resolve-problem.js";
import { callableWork } from "../callable-work.js";
import { parseResolution } from "../operation-input.js";
import { timeFor } from "../time-for.js";

export const { parse, work } = callableWork({
  parse: parseResolution,
  work: async ({ problem, ...given }, { uid }) => {
    const { config, ...deps } = connect();
    const { hasTimeLeft } = timeFor(config.callTimeoutMs - longestStepMs(config.apiTimeoutMs));
    const { staffRefundLimitMinor } = config;
    const command = { ...given, problem: problem ?? null, uid };
    return resolve({ ...deps, hasTimeLeft, settings: { staffRefundLimitMinor } }, command);
  },
});
