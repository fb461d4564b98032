import { Hono } from "hono";
import type { Notifier } from "../notifications/notifier.js";
import { answer } from "./control-json.js";
import { notificationView } from "./notification-view.js";

/** What the merchant was told, on both channels, and telling it once more. */
export function notificationControls(notifier: Notifier): Hono {
  const controls = new Hono();
  controls.get("/", (context) => {
    const { checkoutId, orderId, requestId, channel } = context.req.query();
    const found = notifier
      .list()
      .filter((notification) => checkoutId === undefined || notification.checkoutId === checkoutId)
      .filter((notification) => orderId === undefined || notification.orderId === orderId)
      .filter((notification) => requestId === undefined || notification.requestId === requestId)
      .filter((notification) => channel === undefined || notification.channel === channel);
    return answer(context, { notifications: found.map(notificationView) });
  });
  controls.post("/:id/resend", (context) => {
    const notification = notifier.find(context.req.param("id"));
    if (notification === undefined) {
      return answer(context, { error: "The simulator has no notification of that id." }, 404);
    }
    notifier.resend(notification);
    return answer(context, notificationView(notification));
  });
  return controls;
}
