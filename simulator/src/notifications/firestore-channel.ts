import { setTimeout as wait } from "node:timers/promises";
import type { Clock } from "../clock.js";
import type { FirestoreEmulator } from "./firestore-emulator.js";
import type { ChannelWatcher, Draft, Notification, NotificationChannel, Telling } from "./notification.js";

const PAUSES_MS = [100, 300, 900];

type Ending = "written" | "kept" | "failed";

/**
 * Announces a change by writing the checkout's document, one write of a document after the other. What is written
 * says nothing of the checkout: the merchant must ask.
 */
export class FirestoreChannel implements NotificationChannel {
  readonly name = "firestore";
  readonly #emulator: FirestoreEmulator | undefined;
  readonly #clock: Clock;
  readonly #revisions = new Map<string, number>();
  #queues = new Map<string, Promise<void>>();
  #watcher: ChannelWatcher | undefined;
  #connected = false;
  #everConnected = false;

  constructor(emulator: FirestoreEmulator | undefined, clock: Clock) {
    this.#emulator = emulator;
    this.#clock = clock;
  }

  /** `host:port` of the emulator that is written to; null when there is none. */
  get connectedTo(): string | null {
    return this.#connected && this.#emulator !== undefined ? this.#emulator.host : null;
  }

  /** Installs the rules. @returns why nothing can be written, if so */
  async connect(): Promise<string | undefined> {
    if (this.#emulator === undefined) return "FIRESTORE_EMULATOR_HOST is not set";
    try {
      await this.#emulator.installRules();
      this.#connected = true;
      this.#everConnected = true;
      return undefined;
    } catch (error) {
      this.#connected = false;
      return `no Firestore emulator at ${this.#emulator.host}: ${reason(error)}`;
    }
  }

  watch(watcher: ChannelWatcher): void {
    this.#watcher = watcher;
  }

  draft({ checkout, cause }: Telling): Draft | undefined {
    if (cause === "create") return undefined;
    return { target: `${checkout.firebase.collection}/${checkout.firebase.document}` };
  }

  deliver(notification: Notification, copies: number): Promise<void> {
    const { target } = notification;
    const queues = this.#queues;
    const before = queues.get(target) ?? Promise.resolve();
    const turn = before.then(async () => {
      // Otherwise a reset has made it forgotten while it waited.
      if (queues === this.#queues) await this.#writeCopies(notification, copies);
      if (queues.get(target) === turn) queues.delete(target);
    });
    queues.set(target, turn);
    return turn;
  }

  resend(notification: Notification): Promise<void> {
    notification.outcome = "queued";
    return this.deliver(notification, 1);
  }

  clear(): void {
    this.#queues = new Map();
  }

  /** What is queued is still written: the emulator is near, and each write ends within seconds. */
  close(): void {}

  async #writeCopies(notification: Notification, copies: number): Promise<void> {
    let ending: Ending = "written";
    for (let copy = 0; copy < copies && ending === "written"; copy += 1) {
      ending = await this.#writePatiently(notification);
    }
    notification.outcome = ending;
    if (ending !== "failed") this.#watcher?.arrived(notification);
  }

  async #writePatiently(notification: Notification): Promise<Ending> {
    const { target, at } = notification;
    const revision = (this.#revisions.get(target) ?? 0) + 1;
    this.#revisions.set(target, revision);
    for (const pause of [...PAUSES_MS, undefined]) {
      const triedAt = this.#clock.now();
      const error = await this.#write(target, revision, at);
      notification.attempts.push({ at: triedAt, error });
      notification.error = error;
      if (error === undefined) return "written";
      // An emulator that was never there will hardly come within a second; one that was may be restarting.
      if (!this.#everConnected) return "kept";
      if (pause !== undefined) await wait(pause);
    }
    return "failed";
  }

  /** @returns why it failed, if so */
  async #write(path: string, revision: number, at: number): Promise<string | undefined> {
    // A restarted emulator has forgotten the rules, so a broken connection is made anew with them.
    const obstacle = this.#connected ? undefined : await this.connect();
    if (obstacle !== undefined || this.#emulator === undefined) return obstacle;
    try {
      await this.#emulator.writeDocument(path, {
        revision: { integerValue: String(revision) },
        at: { timestampValue: new Date(at).toISOString() },
      });
      return undefined;
    } catch (error) {
      this.#connected = false;
      return reason(error);
    }
  }
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
}
