import { connect } from "../../connections.js";
import { cancelLink } from "../../orders/cancel-link.js";
import { callableWork } from "../callable-work.js";
import { parseCancellation } from "../operation-input.js";
import { timeFor } from "../time-for.js";

/** How long a caller is kept waiting for the look that follows, with the request itself; ms. */
const WAIT_MS = 15_000;

export const { parse, work } = callableWork({
  parse: parseCancellation,
  work: async ({ orderId, reason }, { uid }) =>
    cancelLink({ ...connect(), ...timeFor(WAIT_MS) }, orderId, { uid, reason: reason ?? null }),
});
