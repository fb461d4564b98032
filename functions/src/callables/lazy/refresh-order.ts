import { openStores } from "../../connections.js";
import { refreshOrder as refresh } from "../../orders/operations/refresh-order.js";
import { timeFor } from "../../shared/time-for.js";
import { workBySchema } from "../answer-call.js";
import { orderIdInput } from "../link-input.js";

const WAIT_MS = 10_000;

export const { parse, work } = workBySchema(orderIdInput, async ({ orderId }, { uid, staff }) =>
  refresh({ ...openStores(), ...timeFor(WAIT_MS) }, { orderId, customerUid: staff ? null : uid }),
);
