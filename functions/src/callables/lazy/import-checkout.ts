import { connect } from "../../connections.js";
import { linkSettings } from "../../orders/link/link-command.js";
import { importCheckout as importIt } from "../../orders/operations/import-checkout.js";
import { workBySchema } from "../callable-work.js";
import { importInput } from "../operation-input.js";

export const { parse, work } = workBySchema(importInput, async ({ checkoutId }, { uid }) => {
  const { config, ...deps } = connect();
  return importIt({ ...deps, settings: linkSettings(config) }, checkoutId, { uid, reason: null });
});
