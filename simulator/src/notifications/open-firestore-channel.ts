import { readFileSync } from "node:fs";
import type { Clock } from "../clock.js";
import { FirestoreChannel } from "./firestore-channel.js";
import { FirestoreEmulator } from "./firestore-emulator.js";

export interface FirestoreChannelOptions {
  /** `host:port`; absent: notifications stay in the simulator. */
  readonly host: string | undefined;
  /** The vendor's project, not the merchant's. */
  readonly project: string;
  readonly clock: Clock;
}

/** The channel with its rules, not connected yet. */
export function openFirestoreChannel({ host, project, clock }: FirestoreChannelOptions): FirestoreChannel {
  if (host === undefined) return new FirestoreChannel(undefined, clock);
  const rules = readFileSync(new URL("../../firestore.rules", import.meta.url), "utf8");
  return new FirestoreChannel(new FirestoreEmulator({ host, project, rules }), clock);
}
