import { setTimeout as wait } from "node:timers/promises";
import type { Change, Checkout } from "../checkouts/checkout.js";
import type { FirestoreEmulator } from "./firestore-emulator.js";
import type { Delivery, NotificationChannel } from "./notifier.js";

const PAUSES_MS = [100, 300, 900];

/**
 * Announces a change by writing the checkout's document. What is written says nothing of the checkout: the
 * merchant must ask.
 */
export class FirestoreChannel implements NotificationChannel {
  readonly name = "firestore";
  readonly #emulator: FirestoreEmulator | undefined;
  readonly #revisions = new Map<string, number>();
  #connected = false;
  #everConnected = false;

  constructor(emulator: FirestoreEmulator | undefined) {
    this.#emulator = emulator;
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

  targetOf({ firebase }: Checkout): string {
    return `${firebase.collection}/${firebase.document}`;
  }

  async deliver(checkout: Checkout, _change: Change, at: number): Promise<Delivery> {
    const path = this.targetOf(checkout);
    const revision = (this.#revisions.get(path) ?? 0) + 1;
    this.#revisions.set(path, revision);
    let error = await this.#write(path, revision, at);
    for (const pause of PAUSES_MS) {
      if (error === undefined) return { outcome: "written" };
      // An emulator that was never there will hardly come within a second; one that was may be restarting.
      if (!this.#everConnected) return { outcome: "kept", error };
      await wait(pause);
      error = await this.#write(path, revision, at);
    }
    return error === undefined ? { outcome: "written" } : { outcome: "failed", error };
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
