import type { JsonValue } from "../json.js";
import type { Attempt, Notification } from "../notifications/notification.js";
import type { WebhookDelivery, WebhookMessage } from "../notifications/webhook-message.js";
import { iso } from "./views.js";

/** A notification of either channel; what only webhooks have stands beside what both have. */
export function notificationView({ at, attempts, message, ...notification }: Notification): JsonValue {
  return {
    ...notification,
    at: iso(at),
    attempts: attempts.map(attemptView),
    ...(message !== undefined && messageFields(message)),
  };
}

function attemptView({ at, ...attempt }: Attempt): JsonValue {
  return { at: iso(at), ...attempt };
}

function messageFields({ id, event, body, deliveries }: WebhookMessage) {
  return { messageId: id, event, body, deliveries: deliveries.map(deliveryView) };
}

function deliveryView({ endpoint, outcome, nextAttemptAt }: WebhookDelivery): JsonValue {
  return {
    endpoint: endpoint.id,
    outcome,
    nextAttemptAt: nextAttemptAt === null ? null : iso(nextAttemptAt),
  };
}
