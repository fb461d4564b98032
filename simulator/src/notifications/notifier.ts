import type { Change, Checkout } from "../checkouts/checkout.js";
import type { Checkouts, MadeMove } from "../checkouts/checkouts.js";
import type { Clock } from "../clock.js";
import { ANNOUNCE, type FaultSource } from "../faults/fault.js";

/** What became of a notification. `kept`: there is nobody to give it to. */
export type Outcome = "queued" | "written" | "failed" | "kept" | "dropped";

export interface Notification {
  readonly id: string;
  readonly channel: string;
  /** Where it goes, in the channel's own terms. */
  readonly target: string;
  readonly checkoutId: string;
  readonly orderId: string;
  readonly requestId: string;
  /** What made it: the move, or `repeat` when somebody asked for it again. */
  readonly cause: Change["move"] | "repeat";
  readonly status: Change["status"];
  readonly at: number;
  outcome: Outcome;
  error?: string | undefined;
}

export interface Delivery {
  readonly outcome: "written" | "kept" | "failed";
  readonly error?: string;
}

/** A way of telling the merchant. The Firestore document is one; signed webhooks would be another. */
export interface NotificationChannel {
  readonly name: string;
  targetOf(checkout: Checkout): string;
  /** Never throws: whatever happens is its outcome. */
  deliver(checkout: Checkout, change: Change, at: number): Promise<Delivery>;
}

export interface NotifierOptions {
  readonly checkouts: Checkouts;
  readonly clock: Clock;
  readonly faults: FaultSource;
  readonly channels: readonly NotificationChannel[];
}

/** Tells the merchant of every change, in order per target, and remembers what it told. */
export class Notifier {
  readonly #options: NotifierOptions;
  readonly #queues = new Map<string, Promise<void>>();
  #log: Notification[] = [];
  #count = 0;

  constructor(options: NotifierOptions) {
    this.#options = options;
    options.checkouts.onMoved((made) => this.#announce(made));
  }

  /** Oldest first. */
  list(): readonly Notification[] {
    return this.#log;
  }

  /** Tells of a checkout's present state once more. */
  repeat(checkout: Checkout, state: Change): Notification[] {
    return this.#options.channels.map((channel) => this.#enqueue(channel, checkout, state, "repeat"));
  }

  clear(): void {
    this.#log = [];
  }

  /** Resolves when nothing is on its way. */
  async idle(): Promise<void> {
    while (this.#queues.size > 0) await Promise.all(this.#queues.values());
  }

  #announce({ checkout, change, announce }: MadeMove): void {
    for (const channel of this.#options.channels) {
      if (announce && !this.#isDropped(checkout)) this.#enqueue(channel, checkout, change, change.move);
      else this.#note(channel, checkout, change, change.move, "dropped");
    }
  }

  #isDropped({ id, order }: Checkout): boolean {
    const ids = { checkoutId: id, orderId: order.orderId, requestId: order.requestId };
    return this.#options.faults.take(ANNOUNCE, ids).fault?.kind === "drop-notification";
  }

  #enqueue(
    channel: NotificationChannel,
    checkout: Checkout,
    change: Change,
    cause: Notification["cause"],
  ): Notification {
    const notification = this.#note(channel, checkout, change, cause, "queued");
    const queue = `${channel.name} ${notification.target}`;
    const before = this.#queues.get(queue) ?? Promise.resolve();
    const turn = before.then(async () => {
      const { outcome, error } = await channel.deliver(checkout, change, notification.at);
      notification.outcome = outcome;
      notification.error = error;
      if (this.#queues.get(queue) === turn) this.#queues.delete(queue);
    });
    this.#queues.set(queue, turn);
    return notification;
  }

  #note(
    channel: NotificationChannel,
    checkout: Checkout,
    change: Change,
    cause: Notification["cause"],
    outcome: Outcome,
  ): Notification {
    this.#count += 1;
    const notification: Notification = {
      id: `notification-${this.#count}`,
      channel: channel.name,
      target: channel.targetOf(checkout),
      checkoutId: checkout.id,
      orderId: checkout.order.orderId,
      requestId: checkout.order.requestId,
      cause,
      status: change.status,
      at: this.#options.clock.now(),
      outcome,
    };
    this.#log.push(notification);
    return notification;
  }
}
