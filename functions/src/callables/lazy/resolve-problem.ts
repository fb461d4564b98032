import { resolveProblem as resolve } from "../../orders/operations/resolve-problem.js";
import { workBySchema } from "../callable-work.js";
import { resolutionInput } from "../operation-input.js";
import { refundDependencies } from "./refund-dependencies.js";

export const { parse, work } = workBySchema(resolutionInput, async ({ problem = null, ...given }, { uid }) =>
  resolve(refundDependencies(), { ...given, problem, uid }),
);
