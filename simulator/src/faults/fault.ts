import type { LosslessNumber } from "lossless-json";
import type { JsonValue } from "../json.js";

/** The vendor's operations that can be made to go wrong. */
export const OPERATIONS = [
  "create-link",
  "get-checkout",
  "search-checkouts",
  "cancel-checkout",
  "refund-checkout",
  "capture-payment",
  "get-payment",
  "list-branches",
  "get-branch",
] as const;

export type Operation = (typeof OPERATIONS)[number];

/** Telling the merchant of a change; no request of the merchant's, but it can be made to fail like one. */
export const ANNOUNCE = "announce";

export type FaultTarget = Operation | typeof ANNOUNCE;

/** The ways in which the merchant is told. */
export const CHANNELS = ["firestore", "webhook"] as const;

export type ChannelName = (typeof CHANNELS)[number];

/** Whom an operation concerns, as far as is known. */
export interface ConcernedIds {
  readonly orderId?: string | undefined;
  readonly requestId?: string | undefined;
  readonly checkoutId?: string | undefined;
  /** Of a notification alone: each channel's is an occasion of its own. */
  readonly channel?: ChannelName | undefined;
}

export type StatusBody = "envelope" | "html" | "empty";

/** What goes wrong. All times in milliseconds. */
export type FaultEffect =
  | { readonly kind: "latency"; readonly ms: number; readonly when: "before" | "after" }
  | {
      readonly kind: "status";
      readonly status: number;
      readonly body: StatusBody;
      /** Seconds, or an HTTP date. */
      readonly retryAfter?: string | undefined;
    }
  | { readonly kind: "status-after"; readonly status: number; readonly body: StatusBody }
  | { readonly kind: "reset-before" }
  | { readonly kind: "reset-after" }
  | { readonly kind: "body"; readonly body: "html" | "truncated" }
  | { readonly kind: "answer"; readonly set: Readonly<Record<string, JsonValue | LosslessNumber>> }
  | { readonly kind: "unknown-status"; readonly status: string }
  | {
      readonly kind: "changed-amount";
      /** Minor units to add; with neither this nor `amount` it is doubled. */
      readonly by?: bigint | undefined;
      readonly amount?: LosslessNumber | undefined;
    }
  | { readonly kind: "absent-fields"; readonly fields: readonly string[] }
  | { readonly kind: "search-lag"; readonly ms: number }
  | { readonly kind: "accept-duplicates" }
  | { readonly kind: "stale-read"; readonly ms: number }
  | { readonly kind: "drop-notification" }
  | { readonly kind: "duplicate-notification"; readonly copies: number }
  | { readonly kind: "delay-notification"; readonly ms: number }
  | { readonly kind: "reorder-notification"; readonly ms: number };

export type FaultKind = FaultEffect["kind"];

export type EffectOf<K extends FaultKind> = Extract<FaultEffect, { kind: K }>;

/** What each kind can happen to. A fault for `*` waits for one of these. */
export const TARGETS_OF_KIND: Record<FaultKind, readonly FaultTarget[]> = {
  latency: OPERATIONS,
  status: OPERATIONS,
  "status-after": OPERATIONS,
  "reset-before": OPERATIONS,
  "reset-after": OPERATIONS,
  body: OPERATIONS,
  answer: OPERATIONS,
  "unknown-status": OPERATIONS,
  "changed-amount": OPERATIONS,
  "absent-fields": OPERATIONS,
  "search-lag": ["search-checkouts"],
  "accept-duplicates": ["create-link"],
  "stale-read": ["get-checkout", "search-checkouts"],
  "drop-notification": [ANNOUNCE],
  "duplicate-notification": [ANNOUNCE],
  "delay-notification": [ANNOUNCE],
  "reorder-notification": [ANNOUNCE],
};

/** The faults of one occasion: at most one delay and one thing that goes wrong besides. */
export interface Misfortune {
  readonly latency?: EffectOf<"latency">;
  readonly fault?: Exclude<FaultEffect, { kind: "latency" }>;
}

/** Decides what goes wrong on an occasion: what somebody armed, or a seeded chance. */
export interface FaultSource {
  take(target: FaultTarget, ids: ConcernedIds): Misfortune;
}
