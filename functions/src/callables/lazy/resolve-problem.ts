import { openStores } from "../../connections.js";
import { resolveProblem as resolve } from "../../orders/resolve-problem.js";
import { callableWork } from "../callable-work.js";
import { parseResolution } from "../operation-input.js";
import { timeFor } from "../time-for.js";

/** How long a caller is kept waiting for a look at the vendor; ms. */
const WAIT_MS = 15_000;

export const { parse, work } = callableWork({
  parse: parseResolution,
  work: async ({ problem, ...given }, { uid }) =>
    resolve({ ...openStores(), ...timeFor(WAIT_MS) }, { ...given, problem: problem ?? null, uid }),
});
