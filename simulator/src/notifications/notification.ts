import type { Change, Checkout } from "../checkouts/checkout.js";
import type { ChannelName, FaultKind } from "../faults/fault.js";
import type { WebhookMessage } from "./webhook-message.js";

/**
 * What became of a notification. `queued`: not tried yet, or held back; `retrying`: tried, and to be tried again;
 * `written`: in Firestore; `delivered`: taken by every webhook endpoint; `kept`: there is nobody to give it to;
 * `dropped`: lost on purpose.
 */
export type Outcome = "queued" | "written" | "delivered" | "retrying" | "failed" | "kept" | "dropped";

/** One try to give a notification to somebody, when it is over. */
export interface Attempt {
  /** When it began, in milliseconds since the epoch, by the simulator's clock. */
  readonly at: number;
  /** The webhook endpoint's id. */
  readonly endpoint?: string | undefined;
  /** What the endpoint answered, if it did. */
  readonly status?: number | undefined;
  readonly error?: string | undefined;
}

export interface Notification {
  readonly id: string;
  readonly channel: ChannelName;
  /** Where it goes, in the channel's own terms. */
  readonly target: string;
  readonly checkoutId: string;
  readonly orderId: string;
  readonly requestId: string;
  /** What made it: the move, or `repeat` when somebody asked for it again. */
  readonly cause: Change["move"] | "repeat";
  readonly status: Change["status"];
  readonly at: number;
  readonly attempts: Attempt[];
  /** What is sent, and to whom; webhooks only. */
  readonly message?: WebhookMessage | undefined;
  outcome: Outcome;
  error?: string | undefined;
  /** What was made to go wrong with it. */
  fault?: FaultKind | undefined;
}

/** Something that the merchant could be told. */
export interface Telling {
  readonly checkout: Checkout;
  readonly change: Change;
  readonly cause: Notification["cause"];
}

/** What a channel makes of it. */
export type Draft = Pick<Notification, "target" | "message">;

export interface ChannelWatcher {
  /** A notification has reached all whom it should, or there is nobody whom it could. */
  arrived(notification: Notification): void;
  /** Something is sent without having been asked for: a later attempt. Never rejects. */
  underWay(sending: Promise<void>): void;
}

/** A way of telling the merchant. */
export interface NotificationChannel {
  readonly name: ChannelName;
  /** Undefined when this channel says nothing of it. */
  draft(telling: Telling): Draft | undefined;
  /**
   * Sends a notification as many times as `copies` says. Resolves when nothing of it is on its way, which is not
   * always the end: later attempts may follow. Never throws: whatever happens is written into the notification.
   */
  deliver(notification: Notification, copies: number): Promise<void>;
  /** Sends a notification once more, because somebody asked for it. Resolves and never throws as `deliver`. */
  resend(notification: Notification): Promise<void>;
  /** Lets somebody know how this channel's notifications fare from now on. */
  watch(watcher: ChannelWatcher): void;
  /** Forgets what waits to be sent. */
  clear(): void;
  /** Sends nothing new. What is on its way ends soon. */
  close(): void;
}
