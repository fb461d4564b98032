import type { Outcome } from "./outcome.js";
import type { WebhookEndpoint } from "./webhook-endpoints.js";
import type { WebhookEvent } from "./webhook-event.js";

/** One message on its way to one endpoint. A message sent twice on purpose has two of each endpoint. */
export interface WebhookDelivery {
  readonly endpoint: WebhookEndpoint;
  outcome: "queued" | "retrying" | "delivered" | "failed";
  /** Finished attempts of the schedule. */
  tries: number;
  /** By the simulator's clock; null when none is planned. */
  nextAttemptAt: number | null;
}

export interface WebhookMessage {
  /** The same at every attempt, and when it is resent. */
  readonly id: string;
  /** Not part of the body. */
  readonly event: WebhookEvent;
  readonly body: string;
  /** Empty until it is sent, or when nobody receives it. */
  readonly deliveries: WebhookDelivery[];
}

export function outcomeOf({ deliveries }: WebhookMessage): Outcome {
  if (deliveries.length === 0) return "kept";
  const outcomes = new Set(deliveries.map(({ outcome }) => outcome));
  for (const unfinished of ["queued", "retrying"] as const) if (outcomes.has(unfinished)) return unfinished;
  return outcomes.has("failed") ? "failed" : "delivered";
}
