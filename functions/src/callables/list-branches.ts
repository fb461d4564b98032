import { secrets } from "../parameters.js";
import { defineCallable } from "./define-callable.js";

/**
 * Lists the merchant's branches, so that a form can offer them. Staff only.
 *
 * @see docs/api.md, "listBranches"
 */
export const listBranches = defineCallable({
  name: "listBranches",
  role: "staff",
  options: { secrets },
  load: () => import("./lazy/list-branches.js"),
});
