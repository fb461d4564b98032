import type { Change, Checkout } from "../checkouts/checkout.js";
import type { ChannelName, FaultKind } from "../faults/fault.js";
import type { WebhookEndpoint } from "./webhook-endpoints.js";
import type { WebhookEvent } from "./webhook-event.js";

/** What became of a notification; docs/simulator.md says what each means. */
export type Outcome = "queued" | "written" | "delivered" | "retrying" | "failed" | "kept" | "dropped";

export interface Attempt {
  /** When it began, in milliseconds since the epoch, by the simulator's clock. */
  readonly at: number;
  readonly endpoint?: string | undefined;
  readonly status?: number | undefined;
  readonly error?: string | undefined;
}

/** One message on its way to one endpoint. A message sent twice on purpose has two of each endpoint. */
export interface WebhookDelivery {
  readonly endpoint: WebhookEndpoint;
  outcome: "queued" | "retrying" | "delivered" | "failed";
  tries: number;
  /** By the simulator's clock; null when none is planned. */
  nextAttemptAt: number | null;
}

export interface WebhookMessage {
  /** The same at every attempt, and when it is resent. */
  readonly id: string;
  readonly event: WebhookEvent;
  readonly body: string;
  /** Empty until it is sent, or when nobody receives it. */
  readonly deliveries: WebhookDelivery[];
}

export interface Notification {
  readonly id: string;
  readonly channel: ChannelName;
  /** Where it goes: the document's path, or the endpoints' addresses. */
  readonly target: string;
  readonly checkoutId: string;
  readonly orderId: string;
  readonly requestId: string;
  /** The move that caused it, or `repeat` when somebody asked for it again. */
  readonly cause: Change["move"] | "repeat";
  readonly status: Change["status"];
  readonly at: number;
  readonly attempts: Attempt[];
  readonly message?: WebhookMessage | undefined;
  outcome: Outcome;
  error?: string | undefined;
  fault?: FaultKind | undefined;
}

export interface Announcement {
  readonly checkout: Checkout;
  readonly change: Change;
  readonly cause: Notification["cause"];
}

export type Draft = Pick<Notification, "target" | "message">;

export interface ChannelWatcher {
  /** A notification has reached everybody whom it should, or there is nobody to reach. */
  arrived(notification: Notification): void;
  /** A later attempt has begun. Never rejects. */
  underWay(sending: Promise<void>): void;
}

export interface NotificationChannel {
  readonly name: ChannelName;
  draft(announcement: Announcement): Draft | undefined;
  /**
   * Sends a notification `copies` times. Resolves when nothing of it is on its way; later attempts may follow. Never
   * throws: the notification holds the failures.
   */
  deliver(notification: Notification, copies: number): Promise<void>;
  /** Sends a notification once more, because somebody asked for it. Never throws. */
  resend(notification: Notification): Promise<void>;
  watch(watcher: ChannelWatcher): void;
  /** Forgets what waits to be sent. */
  clear(): void;
  /** Sends nothing new. What is on its way ends soon. */
  close(): void;
}
