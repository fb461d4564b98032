import { Hono } from "hono";
import { answer } from "./control-json.js";
import type { ControlOptions } from "./control-options.js";
import { messageView, requestView } from "./views.js";

/** What the simulator remembers: requests it got, messages that customers would have got. */
export function recordControls({ requestLog, outbox }: ControlOptions): Hono {
  const controls = new Hono();
  controls.get("/requests", (context) => {
    const { operation, orderId, requestId, checkoutId } = context.req.query();
    const requests = requestLog.list({ operation, orderId, requestId, checkoutId });
    return answer(context, { requests: requests.map(requestView) });
  });
  controls.get("/outbox", (context) => answer(context, { messages: outbox.list().map(messageView) }));
  return controls;
}
