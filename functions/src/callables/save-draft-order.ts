import { onCall } from "firebase-functions/v2/https";
import { functionOptions, secrets } from "../config.js";
import { connect } from "../connections.js";
import { type SavedDraft, saveDraft } from "../orders/save-draft.js";
import { requireStaff } from "./authorise.js";
import { parseContentInput } from "./link-input.js";
import { atTheEdge, invalidArgument } from "./to-https-error.js";

/**
 * Stores an order without a link, which its customer (`customerUid`) can pay later by `createPaymentLink`. Staff only;
 * the same input as `createPaymentLink`.
 *
 * @see docs/api.md, "saveDraftOrder"
 */
export const saveDraftOrder = onCall<unknown, Promise<SavedDraft>>(
  { ...functionOptions(), secrets },
  (request) =>
    atTheEdge("saveDraftOrder", request, async () => {
      requireStaff(request);
      const { config, orders } = connect();
      const parsed = parseContentInput(request.data, config.maximumMinor);
      if (!parsed.ok) throw invalidArgument(parsed.problems);
      return saveDraft(orders, { ...parsed.value, livemode: config.livemode });
    }),
);
