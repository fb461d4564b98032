import type { Agenda } from "../agenda.js";
import type { Change, Checkout } from "../checkouts/checkout.js";
import type { Checkouts } from "../checkouts/checkouts.js";
import type { Clock } from "../clock.js";
import { ANNOUNCE } from "../faults/fault.js";
import type { FaultChances } from "../faults/fault-chances.js";
import type { Announcement, Notification, NotificationChannel } from "./notification.js";

interface NotifierOptions {
  readonly checkouts: Checkouts;
  readonly clock: Clock;
  readonly agenda: Agenda;
  readonly faults: FaultChances;
  readonly channels: readonly NotificationChannel[];
}

/** Notifies the merchant of every change on every channel, with the faults that are due, and keeps a log. */
export class Notifier {
  readonly #underWay = new Set<Promise<void>>();
  /** `isOvertaken`: the checkout's next notification releases it. */
  readonly #held = new Map<Notification, { release: () => void; isOvertaken: boolean }>();
  #log: Notification[] = [];
  #count = 0;

  constructor(private readonly options: NotifierOptions) {
    for (const channel of options.channels) {
      channel.watch({
        arrived: (notification) => this.#releaseOvertaken(notification),
        underWay: (sending) => this.#follow(sending),
      });
    }
    options.checkouts.onChanged(({ checkout, change, announce }) => {
      this.#announce({ checkout, change, cause: change.move }, announce);
    });
  }

  /** Oldest first. */
  list(): readonly Notification[] {
    return this.#log;
  }

  find(id: string): Notification | undefined {
    return this.#log.find((notification) => notification.id === id);
  }

  /** Announces a checkout's present state again, on every channel that can. No fault happens to it. */
  repeat(checkout: Checkout, state: Change): Notification[] {
    return this.options.channels.flatMap((channel) => {
      const notification = this.#record(channel, { checkout, change: state, cause: "repeat" });
      if (notification === undefined) return [];
      this.#follow(channel.deliver(notification, 1));
      return notification;
    });
  }

  /** Sends the same notification once more; one that is held is sent now. */
  resend(notification: Notification): void {
    const held = this.#held.get(notification);
    const channel = this.options.channels.find(({ name }) => name === notification.channel);
    if (held !== undefined) held.release();
    else if (channel !== undefined) this.#follow(channel.resend(notification));
  }

  /** Forgets all notifications; those that wait are not sent. */
  clear(): void {
    this.#held.clear();
    this.options.agenda.clear();
    for (const channel of this.options.channels) channel.clear();
    this.#log = [];
  }

  /** Sends nothing new and resolves when nothing is on its way. */
  async close(): Promise<void> {
    this.#held.clear();
    this.options.agenda.clear();
    for (const channel of this.options.channels) channel.close();
    await this.idle();
  }

  /** Resolves when nothing is on its way. Notifications that wait for their time are not. */
  async idle(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  #announce(announcement: Announcement, isWanted: boolean): void {
    for (const channel of this.options.channels) {
      const notification = this.#record(channel, announcement);
      if (notification === undefined) continue;
      if (isWanted) this.#dispatch(channel, notification);
      else notification.outcome = "dropped";
    }
  }

  #dispatch(channel: NotificationChannel, notification: Notification): void {
    const { fault } = this.options.faults.take(ANNOUNCE, notification);
    notification.fault = fault?.kind;
    if (fault?.kind === "drop-notification") notification.outcome = "dropped";
    else if (fault?.kind === "delay-notification") this.#hold(channel, notification, fault.ms, false);
    else if (fault?.kind === "reorder-notification") this.#hold(channel, notification, fault.ms, true);
    else {
      const copies = fault?.kind === "duplicate-notification" ? fault.copies : 0;
      this.#follow(channel.deliver(notification, 1 + copies));
    }
  }

  #hold(channel: NotificationChannel, notification: Notification, ms: number, isOvertaken: boolean): void {
    const cancel = this.options.agenda.at(notification.at + ms, () => release());
    const release = () => {
      cancel();
      this.#held.delete(notification);
      this.#follow(channel.deliver(notification, 1));
    };
    this.#held.set(notification, { release, isOvertaken });
  }

  #releaseOvertaken(next: Notification): void {
    for (const [notification, { release, isOvertaken }] of this.#held) {
      const isSameRow = notification.channel === next.channel && notification.checkoutId === next.checkoutId;
      const isOlder = this.#log.indexOf(notification) < this.#log.indexOf(next);
      if (isOvertaken && isSameRow && isOlder) release();
    }
  }

  #follow(sending: Promise<void>): void {
    const followed = sending.finally(() => this.#underWay.delete(followed));
    this.#underWay.add(followed);
  }

  #record(channel: NotificationChannel, announcement: Announcement): Notification | undefined {
    const draft = channel.draft(announcement);
    if (draft === undefined) return undefined;
    const { checkout, change, cause } = announcement;
    this.#count += 1;
    const notification: Notification = {
      id: `notification-${this.#count}`,
      channel: channel.name,
      checkoutId: checkout.id,
      orderId: checkout.order.orderId,
      requestId: checkout.order.requestId,
      cause,
      status: change.status,
      at: this.options.clock.now(),
      attempts: [],
      outcome: "queued",
      ...draft,
    };
    this.#log.push(notification);
    return notification;
  }
}
