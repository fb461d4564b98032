import { secrets } from "../parameters.js";
import { defineCallable } from "./define-callable.js";

/**
 * Compares both sides at once. Staff only.
 *
 * @see docs/api.md, "runAudit"
 */
export const runAudit = defineCallable({
  name: "runAudit",
  role: "staff",
  options: { secrets },
  load: () => import("./lazy/run-audit.js"),
});
