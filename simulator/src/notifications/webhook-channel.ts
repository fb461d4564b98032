import { setMaxListeners } from "node:events";
import type { Agenda } from "../agenda.js";
import { randomMessageId } from "../checkouts/identifiers.js";
import type { Clock } from "../clock.js";
import type {
  Announcement,
  ChannelWatcher,
  Draft,
  Notification,
  NotificationChannel,
  Outcome,
  WebhookDelivery,
  WebhookMessage,
} from "./notification.js";
import { type PostResult, postWebhook } from "./post-webhook.js";
import { webhookBody } from "./webhook-body.js";
import type { WebhookEndpoint, WebhookEndpoints } from "./webhook-endpoints.js";
import { EVENT_OF_MOVE, EVENT_OF_STATUS } from "./webhook-event.js";
import { signatureHeaders } from "./webhook-signature.js";

// After the first attempt, which is made at once; each counts from the end of the attempt before.
const RETRY_PAUSES_MS = [5_000, ...[5, 30, 120, 300, 600, 600].map((minutes) => minutes * 60_000)];

export const WEBHOOK_TIMEOUT_MS = 15_000;

interface WebhookChannelOptions {
  readonly endpoints: WebhookEndpoints;
  readonly clock: Clock;
  readonly agenda: Agenda;
  /** Real milliseconds that an endpoint has for its answer. */
  readonly timeoutMs?: number | undefined;
}

export class WebhookChannel implements NotificationChannel {
  readonly name = "webhook";
  readonly #cancelRetry = new Map<WebhookDelivery, () => void>();
  #watcher: ChannelWatcher | undefined;
  #abort = newAbortController();

  constructor(private readonly options: WebhookChannelOptions) {}

  watch(watcher: ChannelWatcher): void {
    this.#watcher = watcher;
  }

  draft({ checkout, change, cause }: Announcement): Draft | undefined {
    const event = cause === "repeat" ? EVENT_OF_STATUS[change.status] : EVENT_OF_MOVE[change.move];
    const asking = event === undefined ? [] : this.options.endpoints.askingFor(event);
    if (event === undefined || asking.length === 0) return undefined;
    return {
      target: asking.map(({ url }) => url).join(" "),
      message: { id: randomMessageId(), event, body: webhookBody(checkout, change), deliveries: [] },
    };
  }

  async deliver(notification: Notification, copies: number): Promise<void> {
    const { message } = notification;
    if (message === undefined) return;
    const deliveries = this.#receivers(message).flatMap((endpoint) =>
      Array.from({ length: copies }, () => addDelivery(message, endpoint)),
    );
    this.#updateOutcome(notification, message);
    await Promise.all(deliveries.map((delivery) => this.#attempt(notification, message, delivery)));
  }

  /** One attempt for each endpoint, besides the schedule; a success ends the schedule. */
  async resend(notification: Notification): Promise<void> {
    const { message } = notification;
    if (message === undefined) return;
    const known = new Map(message.deliveries.map((delivery) => [delivery.endpoint, delivery]));
    const deliveries = this.#receivers(message).map(
      (endpoint) => known.get(endpoint) ?? addDelivery(message, endpoint),
    );
    this.#updateOutcome(notification, message);
    await Promise.all(
      deliveries.map(async (delivery) => {
        await this.#attempt(notification, message, delivery, { isByHand: true });
        if (known.has(delivery.endpoint) || delivery.outcome === "delivered") return;
        delivery.outcome = "failed";
        this.#updateOutcome(notification, message);
      }),
    );
  }

  /** Also aborts what is on its way: nothing that was sent before a reset may arrive after it. */
  clear(): void {
    this.close();
    this.#abort = newAbortController();
  }

  close(): void {
    for (const cancel of this.#cancelRetry.values()) cancel();
    this.#cancelRetry.clear();
    this.#abort.abort();
  }

  #receivers({ event }: WebhookMessage): WebhookEndpoint[] {
    const { endpoints } = this.options;
    return endpoints.askingFor(event).filter((endpoint) => endpoints.isActive(endpoint));
  }

  async #attempt(
    notification: Notification,
    message: WebhookMessage,
    delivery: WebhookDelivery,
    { isByHand = false } = {},
  ): Promise<void> {
    const { endpoints, clock } = this.options;
    const { endpoint } = delivery;
    const { signal } = this.#abort;
    if (!endpoints.isActive(endpoint)) {
      delivery.outcome = "failed";
      this.#updateOutcome(notification, message, "the endpoint is disabled or removed");
      return;
    }
    const at = clock.now();
    const result = await this.#post(message, endpoint, signal);
    // After a reset, message and endpoint are no longer those of the simulator.
    if (signal.aborted) return;
    notification.attempts.push({ at, endpoint: endpoint.id, ...result });
    const error = failureOf(result);
    endpoints.noteAttempt(endpoint, at, error === undefined);
    if (!isByHand) delivery.tries += 1;
    if (error === undefined) this.#endSchedule(delivery, "delivered");
    else if (!isByHand && delivery.outcome !== "delivered") this.#planRetry(notification, message, delivery);
    this.#updateOutcome(notification, message, error);
  }

  #post({ id, body }: WebhookMessage, endpoint: WebhookEndpoint, signal: AbortSignal): Promise<PostResult> {
    const { endpoints, timeoutMs = WEBHOOK_TIMEOUT_MS } = this.options;
    const headers = signatureHeaders(endpoints.secretsOf(endpoint), {
      messageId: id,
      sentAt: new Date(),
      body,
    });
    return postWebhook({ url: endpoint.url, headers, body, timeoutMs, signal });
  }

  #planRetry(notification: Notification, message: WebhookMessage, delivery: WebhookDelivery): void {
    const pause = RETRY_PAUSES_MS[delivery.tries - 1];
    if (pause === undefined) {
      this.#endSchedule(delivery, "failed");
      return;
    }
    const dueAt = this.options.clock.now() + pause;
    delivery.outcome = "retrying";
    delivery.nextAttemptAt = dueAt;
    const cancel = this.options.agenda.at(dueAt, () => {
      this.#cancel(delivery);
      this.#watcher?.underWay(this.#attempt(notification, message, delivery));
    });
    this.#cancelRetry.set(delivery, cancel);
  }

  #cancel(delivery: WebhookDelivery): void {
    this.#cancelRetry.get(delivery)?.();
    this.#cancelRetry.delete(delivery);
    delivery.nextAttemptAt = null;
  }

  #endSchedule(delivery: WebhookDelivery, outcome: "delivered" | "failed"): void {
    this.#cancel(delivery);
    delivery.outcome = outcome;
  }

  #updateOutcome(notification: Notification, message: WebhookMessage, error?: string): void {
    const before = notification.outcome;
    notification.outcome = outcomeOf(message);
    const hasArrived = notification.outcome === "delivered" || notification.outcome === "kept";
    if (hasArrived) notification.error = undefined;
    else if (error !== undefined) notification.error = error;
    if (hasArrived && before !== notification.outcome) this.#watcher?.arrived(notification);
  }
}

function newAbortController(): AbortController {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  return controller;
}

function addDelivery(message: WebhookMessage, endpoint: WebhookEndpoint): WebhookDelivery {
  const delivery: WebhookDelivery = { endpoint, outcome: "queued", tries: 0, nextAttemptAt: null };
  message.deliveries.push(delivery);
  return delivery;
}

function outcomeOf({ deliveries }: WebhookMessage): Outcome {
  if (deliveries.length === 0) return "kept";
  const outcomes = new Set(deliveries.map(({ outcome }) => outcome));
  for (const unfinished of ["queued", "retrying"] as const) if (outcomes.has(unfinished)) return unfinished;
  return outcomes.has("failed") ? "failed" : "delivered";
}

function failureOf(result: PostResult): string | undefined {
  if ("error" in result) return result.error;
  return result.status >= 200 && result.status < 300 ? undefined : `answered ${result.status}`;
}
