import { secrets } from "../parameters.js";
import { defineCallable } from "./define-callable.js";

/**
 * Decides a problem of an order that the laws leave to a human. Administrators only.
 *
 * @see docs/api.md, "resolveProblem"
 */
export const resolveProblem = defineCallable({
  name: "resolveProblem",
  role: "admin",
  options: { secrets },
  load: () => import("./lazy/resolve-problem.js"),
});
