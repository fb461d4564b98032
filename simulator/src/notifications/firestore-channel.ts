import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import type { Clock } from "../clock.js";
import type {
  Announcement,
  ChannelWatcher,
  Draft,
  Notification,
  NotificationChannel,
  Outcome,
} from "./notification.js";

const TIMEOUT_MS = 5_000;
const PAUSES_MS = [100, 300, 900];

/** Writes the checkout's document, which says nothing about the checkout: the merchant must ask. */
export class FirestoreChannel implements NotificationChannel {
  readonly name = "firestore";
  readonly #revisions = new Map<string, number>();
  #queues = new Map<string, Promise<void>>();
  #watcher: ChannelWatcher | undefined;
  #connected = false;
  #everConnected = false;

  /** @param host `host:port` of the emulator; undefined: notifications stay in the simulator */
  constructor(
    private readonly host: string | undefined,
    private readonly project: string,
    private readonly clock: Clock,
  ) {}

  get connectedTo(): string | null {
    return this.#connected ? (this.host ?? null) : null;
  }

  /** Installs the rules. @returns why nothing can be written, if so */
  async connect(): Promise<string | undefined> {
    if (this.host === undefined) return "FIRESTORE_EMULATOR_HOST is not set";
    const content = readFileSync(new URL("../../firestore.rules", import.meta.url), "utf8");
    const rules = { files: [{ name: "firestore.rules", content }] };
    const error = await this.#send("PUT", `emulator/v1/projects/${this.project}:securityRules`, { rules });
    this.#connected = error === undefined;
    this.#everConnected ||= this.#connected;
    return this.#connected ? undefined : `no Firestore emulator at ${this.host}: ${error}`;
  }

  watch(watcher: ChannelWatcher): void {
    this.#watcher = watcher;
  }

  draft({ checkout: { firebase }, cause }: Announcement): Draft | undefined {
    return cause === "create" ? undefined : { target: `${firebase.collection}/${firebase.document}` };
  }

  deliver(notification: Notification, copies: number): Promise<void> {
    const { target } = notification;
    const queues = this.#queues;
    const turn = (queues.get(target) ?? Promise.resolve()).then(async () => {
      // A reset while it waited has replaced the queues.
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

  /** What is queued is still written: each write ends within seconds. */
  close(): void {}

  async #writeCopies(notification: Notification, copies: number): Promise<void> {
    let ending: Outcome = "written";
    for (let copy = 0; copy < copies && ending === "written"; copy += 1) {
      ending = await this.#writeWithRetries(notification);
    }
    notification.outcome = ending;
    if (ending !== "failed") this.#watcher?.arrived(notification);
  }

  async #writeWithRetries(notification: Notification): Promise<Outcome> {
    const { target, at } = notification;
    const revision = (this.#revisions.get(target) ?? 0) + 1;
    this.#revisions.set(target, revision);
    for (const pause of [...PAUSES_MS, undefined]) {
      const triedAt = this.clock.now();
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
    // A restarted emulator has forgotten the rules, so a broken connection installs them again.
    const obstacle = this.#connected ? undefined : await this.connect();
    if (obstacle !== undefined) return obstacle;
    const fields = {
      revision: { integerValue: String(revision) },
      at: { timestampValue: new Date(at).toISOString() },
    };
    const document = `v1/projects/${this.project}/databases/(default)/documents/${path}`;
    const error = await this.#send("PATCH", document, { fields });
    if (error !== undefined) this.#connected = false;
    return error;
  }

  /** Sends a REST request as the project's owner. @returns why it failed, if so */
  async #send(method: string, path: string, body: object): Promise<string | undefined> {
    try {
      const response = await fetch(`http://${this.host}/${path}`, {
        method,
        headers: { authorization: "Bearer owner", "content-type": "application/json" },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      const answer = await response.text();
      return response.ok ? undefined : `failed ${response.status}: ${method} /${path} ${answer}`.trimEnd();
    } catch (error) {
      if (!(error instanceof Error)) return String(error);
      return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
    }
  }
}
