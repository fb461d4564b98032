import { secrets } from "../config.js";
import { connect } from "../connections.js";
import { saveDraft } from "../orders/save-draft.js";
import { defineCallable } from "./define-callable.js";
import { parseContentInput } from "./link-input.js";

/**
 * Stores an order without a link, which its customer (`customerUid`) can pay later by `createPaymentLink`. Staff only;
 * the same input as `createPaymentLink`.
 *
 * @see docs/api.md, "saveDraftOrder"
 */
export const saveDraftOrder = defineCallable({
  name: "saveDraftOrder",
  role: "staff",
  options: { secrets },
  parse: (data) => parseContentInput(data, connect().config.maximumMinor),
  work: async (draft) => {
    const { config, orders } = connect();
    return saveDraft(orders, { ...draft, livemode: config.livemode });
  },
});
