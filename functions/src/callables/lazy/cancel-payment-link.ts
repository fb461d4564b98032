import { connect } from "../../connections.js";
import { cancelLink } from "../../orders/operations/cancel-link.js";
import { workBySchema } from "../callable-work.js";
import { cancelInput } from "../operation-input.js";

export const { parse, work } = workBySchema(cancelInput, async ({ orderId, reason = null }, { uid }) =>
  cancelLink(connect(), orderId, { uid, reason }),
);
