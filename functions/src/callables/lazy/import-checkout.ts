import { connect } from "../../connections.js";
import { linkSettings } from "../../orders/link/link-settings.js";
import { importCheckout as importIt } from "../../orders/operations/import-checkout.js";
import { callableWork } from "../callable-work.js";
import { parseImport } from "../operation-input.js";

export const { parse, work } = callableWork({
  parse: parseImport,
  work: async ({ checkoutId }, { uid }) => {
    const { config, ...deps } = connect();
    const settings = linkSettings(config);
    return importIt({ ...deps, settings }, checkoutId, { uid, reason: null });
  },
});
