import { extendLink } from "../../orders/operations/extend-link.js";
import { workBySchema } from "../callable-work.js";
import { extendInput } from "../operation-input.js";
import { linkDependencies } from "./link-dependencies.js";

export const { parse, work } = workBySchema(extendInput, async (extension, { uid }) =>
  extendLink(linkDependencies(), extension, { uid, reason: null }),
);
