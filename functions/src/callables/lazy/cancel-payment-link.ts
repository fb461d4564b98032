import { connect } from "../../connections.js";
import { cancelLink } from "../../orders/operations/cancel-link.js";
import { callableWork } from "../callable-work.js";
import { parseCancellation } from "../operation-input.js";

export const { parse, work } = callableWork({
  parse: parseCancellation,
  work: async ({ orderId, reason }, { uid }) =>
    cancelLink(connect(), orderId, { uid, reason: reason ?? null }),
});
