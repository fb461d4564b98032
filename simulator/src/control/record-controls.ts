import { Hono } from "hono";
import { answer } from "./control-json.js";
import type { ControlOptions } from "./control-options.js";
import { messageView, notificationView, requestView } from "./views.js";

/** What the simulator remembers: requests it got, notifications and messages it sent. */
export function recordControls({ requestLog, notifier, outbox }: ControlOptions): Hono {
  const controls = new Hono();
  controls.get("/requests", (context) => {
    const { operation, orderId, requestId, checkoutId } = context.req.query();
    const requests = requestLog.list({ operation, orderId, requestId, checkoutId });
    return answer(context, { requests: requests.map(requestView) });
  });
  controls.get("/notifications", (context) => {
    const { checkoutId, orderId, requestId } = context.req.query();
    const found = notifier
      .list()
      .filter((notification) => checkoutId === undefined || notification.checkoutId === checkoutId)
      .filter((notification) => orderId === undefined || notification.orderId === orderId)
      .filter((notification) => requestId === undefined || notification.requestId === requestId);
    return answer(context, { notifications: found.map(notificationView) });
  });
  controls.get("/outbox", (context) => answer(context, { messages: outbox.list().map(messageView) }));
  return controls;
}
