import { secrets } from "../config.js";
import { connect } from "../connections.js";
import { importCheckout as importIt } from "../orders/import-checkout.js";
import { linkSettings } from "../orders/link-settings.js";
import { defineCallable } from "./define-callable.js";
import { parseImport } from "./operation-input.js";

/**
 * Adopts a link that was made in the vendor's portal as an order. Staff only.
 *
 * @see docs/api.md, "importCheckout"
 */
export const importCheckout = defineCallable({
  name: "importCheckout",
  role: "staff",
  options: { secrets },
  parse: parseImport,
  work: async ({ checkoutId }, { uid }) => {
    const { config, ...deps } = connect();
    const settings = linkSettings(config);
    return importIt({ ...deps, settings }, checkoutId, { uid, reason: null });
  },
});
