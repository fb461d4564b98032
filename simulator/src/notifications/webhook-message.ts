import type { Notification } from "./notification.js";
import type { WebhookEndpoint } from "./webhook-endpoints.js";
import type { WebhookEvent } from "./webhook-event.js";

/** One message on its way to one endpoint. A message sent twice on purpose has two of each endpoint. */
export interface WebhookDelivery {
  readonly endpoint: WebhookEndpoint;
  outcome: "queued" | "retrying" | "delivered" | "failed";
  /** How many attempts of the schedule are over. */
  tries: number;
  /** By the simulator's clock; null when none is planned. */
  nextAttemptAt: number | null;
}

export interface WebhookMessage {
  /** The same at every attempt, and when it is resent. */
  readonly id: string;
  /** Known to the sender alone: the body does not tell it. */
  readonly event: WebhookEvent;
  readonly body: string;
  /** None as long as it was not sent, or when there was nobody to send it to. */
  readonly deliveries: WebhookDelivery[];
}

/** What became of a message as a whole, once it was sent. */
export function outcomeOf({ deliveries }: WebhookMessage): Notification["outcome"] {
  if (deliveries.length === 0) return "kept";
  const outcomes = new Set(deliveries.map(({ outcome }) => outcome));
  for (const unfinished of ["queued", "retrying"] as const) if (outcomes.has(unfinished)) return unfinished;
  return outcomes.has("failed") ? "failed" : "delivered";
}
