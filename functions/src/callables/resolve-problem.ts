import { openStores } from "../connections.js";
import { resolveProblem as resolve } from "../orders/resolve-problem.js";
import { defineCallable } from "./define-callable.js";
import { parseResolution } from "./operation-input.js";
import { timeFor } from "./time-for.js";

/** How long a caller is kept waiting for a look at the vendor; ms. */
const WAIT_MS = 15_000;

/**
 * Decides a problem of an order that the laws leave to a human. Administrators only.
 *
 * @see docs/api.md, "resolveProblem"
 */
export const resolveProblem = defineCallable({
  name: "resolveProblem",
  role: "admin",
  parse: parseResolution,
  work: async ({ problem, ...given }, { uid }) =>
    resolve({ ...openStores(), ...timeFor(WAIT_MS) }, { ...given, problem: problem ?? null, uid }),
});
