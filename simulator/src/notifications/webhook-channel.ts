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
} from "./notification.js";
import { type PostResult, postWebhook } from "./post-webhook.js";
import { webhookBody } from "./webhook-body.js";
import type { WebhookEndpoint, WebhookEndpoints } from "./webhook-endpoints.js";
import { EVENT_OF_MOVE, EVENT_OF_STATUS } from "./webhook-event.js";
import { outcomeOf, type WebhookDelivery, type WebhookMessage } from "./webhook-message.js";
import { signatureHeaders } from "./webhook-signature.js";

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

// After the first attempt, which is made at once; each counts from the end of the attempt before.
const RETRY_PAUSES_MS = [
  5 * SECOND_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  10 * HOUR_MS,
];

export const WEBHOOK_TIMEOUT_MS = 15_000;

export interface WebhookChannelOptions {
  readonly endpoints: WebhookEndpoints;
  readonly clock: Clock;
  readonly agenda: Agenda;
  /** Real milliseconds that an endpoint has for its answer. */
  readonly timeoutMs?: number | undefined;
}

/** Tells of a change by signed messages to the merchant's endpoints, again and again until each has taken it. */
export class WebhookChannel implements NotificationChannel {
  readonly name = "webhook";
  readonly #options: WebhookChannelOptions;
  readonly #unplan = new Map<WebhookDelivery, () => void>();
  #watcher: ChannelWatcher | undefined;
  #cutOff = newCutOff();

  constructor(options: WebhookChannelOptions) {
    this.#options = options;
  }

  watch(watcher: ChannelWatcher): void {
    this.#watcher = watcher;
  }

  draft({ checkout, change, cause }: Announcement): Draft | undefined {
    const event = cause === "repeat" ? EVENT_OF_STATUS[change.status] : EVENT_OF_MOVE[change.move];
    if (event === undefined) return undefined;
    const asking = this.#options.endpoints.askingFor(event);
    if (asking.length === 0) return undefined;
    return {
      target: asking.map(({ url }) => url).join(" "),
      message: { id: randomMessageId(), event, body: webhookBody(checkout, change), deliveries: [] },
    };
  }

  async deliver(notification: Notification, copies: number): Promise<void> {
    const { message } = notification;
    if (message === undefined) return;
    const deliveries = this.#takers(message).flatMap((endpoint) =>
      Array.from({ length: copies }, () => addDelivery(message, endpoint)),
    );
    this.#sumUp(notification, message);
    await Promise.all(deliveries.map((delivery) => this.#attempt(notification, message, delivery)));
  }

  /** One attempt to each endpoint that wants it now, besides the schedule; one that succeeds ends the schedule. */
  async resend(notification: Notification): Promise<void> {
    const { message } = notification;
    if (message === undefined) return;
    const known = new Map(message.deliveries.map((delivery) => [delivery.endpoint, delivery]));
    const deliveries = this.#takers(message).map(
      (endpoint) => known.get(endpoint) ?? addDelivery(message, endpoint),
    );
    this.#sumUp(notification, message);
    await Promise.all(
      deliveries.map(async (delivery) => {
        await this.#attempt(notification, message, delivery, { isByHand: true });
        if (known.has(delivery.endpoint) || delivery.outcome === "delivered") return;
        delivery.outcome = "failed";
        this.#sumUp(notification, message);
      }),
    );
  }

  /** Cuts off what is on its way, too: nothing that was sent before a reset is to arrive after it. */
  clear(): void {
    this.close();
    this.#cutOff = newCutOff();
  }

  close(): void {
    for (const unplan of this.#unplan.values()) unplan();
    this.#unplan.clear();
    this.#cutOff.abort();
  }

  #takers({ event }: WebhookMessage): WebhookEndpoint[] {
    const { endpoints } = this.#options;
    return endpoints.askingFor(event).filter((endpoint) => endpoints.isActive(endpoint));
  }

  async #attempt(
    notification: Notification,
    message: WebhookMessage,
    delivery: WebhookDelivery,
    { isByHand = false } = {},
  ): Promise<void> {
    const { endpoints, clock } = this.#options;
    const { endpoint } = delivery;
    const { signal } = this.#cutOff;
    if (!endpoints.isActive(endpoint)) {
      delivery.outcome = "failed";
      this.#sumUp(notification, message, "the endpoint is disabled or removed");
      return;
    }
    const at = clock.now();
    const result = await this.#post(message, endpoint, signal);
    // Cut off by a reset: neither the message nor the endpoint is what it was.
    if (signal.aborted) return;
    notification.attempts.push({ at, endpoint: endpoint.id, ...result });
    const hasSucceeded = isSuccess(result);
    endpoints.noteAttempt(endpoint, at, hasSucceeded);
    if (!isByHand) delivery.tries += 1;
    if (hasSucceeded) this.#endSchedule(delivery, "delivered");
    else if (!isByHand && delivery.outcome !== "delivered") this.#planNext(notification, message, delivery);
    this.#sumUp(notification, message, failureOf(result));
  }

  #post(message: WebhookMessage, endpoint: WebhookEndpoint, signal: AbortSignal): Promise<PostResult> {
    const { endpoints, timeoutMs = WEBHOOK_TIMEOUT_MS } = this.#options;
    const { id: messageId, body } = message;
    const headers = signatureHeaders(endpoints.secretsOf(endpoint), {
      messageId,
      sentAt: new Date(),
      body,
    });
    return postWebhook({ url: endpoint.url, headers, body, timeoutMs, signal });
  }

  #planNext(notification: Notification, message: WebhookMessage, delivery: WebhookDelivery): void {
    const pause = RETRY_PAUSES_MS[delivery.tries - 1];
    if (pause === undefined) {
      this.#endSchedule(delivery, "failed");
      return;
    }
    const dueAt = this.#options.clock.now() + pause;
    delivery.outcome = "retrying";
    delivery.nextAttemptAt = dueAt;
    const unplan = this.#options.agenda.at(dueAt, () => {
      this.#endPlan(delivery);
      this.#watcher?.underWay(this.#attempt(notification, message, delivery));
    });
    this.#unplan.set(delivery, unplan);
  }

  #endPlan(delivery: WebhookDelivery): void {
    this.#unplan.get(delivery)?.();
    this.#unplan.delete(delivery);
    delivery.nextAttemptAt = null;
  }

  #endSchedule(delivery: WebhookDelivery, outcome: "delivered" | "failed"): void {
    this.#endPlan(delivery);
    delivery.outcome = outcome;
  }

  #sumUp(notification: Notification, message: WebhookMessage, error?: string): void {
    const before = notification.outcome;
    notification.outcome = outcomeOf(message);
    const hasArrived = notification.outcome === "delivered" || notification.outcome === "kept";
    if (hasArrived) notification.error = undefined;
    else if (error !== undefined) notification.error = error;
    if (hasArrived && before !== notification.outcome) this.#watcher?.arrived(notification);
  }
}

/** Each message on its way listens to it. */
function newCutOff(): AbortController {
  const cutOff = new AbortController();
  setMaxListeners(0, cutOff.signal);
  return cutOff;
}

function addDelivery(message: WebhookMessage, endpoint: WebhookEndpoint): WebhookDelivery {
  const delivery: WebhookDelivery = { endpoint, outcome: "queued", tries: 0, nextAttemptAt: null };
  message.deliveries.push(delivery);
  return delivery;
}

function isSuccess(result: PostResult): boolean {
  return "status" in result && result.status >= 200 && result.status < 300;
}

function failureOf(result: PostResult): string | undefined {
  if (isSuccess(result)) return undefined;
  return "error" in result ? result.error : `answered ${result.status}`;
}
