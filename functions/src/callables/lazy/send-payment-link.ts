import { sendLink } from "../../orders/operations/send-link.js";
import { workBySchema } from "../callable-work.js";
import { sendInput } from "../operation-input.js";
import { linkDependencies } from "./link-dependencies.js";

export const { parse, work } = workBySchema(sendInput, async (sending, { uid }) =>
  sendLink(linkDependencies(), sending, { uid, reason: null }),
);
