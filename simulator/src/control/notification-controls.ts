import { Hono } from "hono";
import { NotFound, required } from "../checkouts/refusal.js";
import { isConcerned } from "../faults/fault.js";
import type { Notification, WebhookMessage } from "../notifications/notification.js";
import type { Notifier } from "../notifications/notifier.js";
import { answer } from "./control-json.js";

export function notificationControls(notifier: Notifier): Hono {
  const controls = new Hono();
  controls.get("/", (context) => {
    const found = notifier.list().filter((notification) => isConcerned(context.req.query(), notification));
    return answer(context, { notifications: found.map(notificationView) });
  });
  controls.post("/:id/resend", (context) => {
    const unknown = new NotFound("The simulator has no notification of that id.");
    const notification = required(notifier.find(context.req.param("id")), unknown);
    notifier.resend(notification);
    return answer(context, notificationView(notification));
  });
  return controls;
}

/** A notification with the fields of its webhook message, if it has one. */
export function notificationView({ message, ...notification }: Notification) {
  return { ...notification, ...(message && messageView(message)) };
}

function messageView({ id: messageId, event, body, deliveries }: WebhookMessage) {
  const shown = deliveries.map(({ endpoint, tries: _tries, ...delivery }) => {
    return { endpoint: endpoint.id, ...delivery };
  });
  return { messageId, event, body, deliveries: shown };
}
