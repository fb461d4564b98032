import { z } from "zod";
import { anyJson, jsonNumber, minorUnits, TEN_YEARS_MS, wholeNumber } from "../fields.js";

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

/** The notification of a change is no request, but can fail like one. */
export const ANNOUNCE = "announce";

export type FaultTarget = Operation | typeof ANNOUNCE;

export const CHANNELS = ["firestore", "webhook"] as const;

export type ChannelName = (typeof CHANNELS)[number];

export interface ConcernedIds {
  readonly orderId?: string | undefined;
  readonly requestId?: string | undefined;
  readonly checkoutId?: string | undefined;
  readonly channel?: ChannelName | undefined;
}

/** Whether ids are those that are asked for; what is not asked for does not matter. */
export function isConcerned(
  asked: Omit<ConcernedIds, "channel"> & { readonly channel?: string | undefined },
  ids: ConcernedIds,
): boolean {
  return (["orderId", "requestId", "checkoutId", "channel"] as const).every(
    (name) => asked[name] === undefined || asked[name] === ids[name],
  );
}

const ms = wholeNumber(0, TEN_YEARS_MS);
const status = wholeNumber(200, 599);
const body = z.enum(["envelope", "html", "empty"]).default("envelope");
const fields = z.array(z.string().min(1)).min(1, "must name at least one field");
/** Seconds, or an HTTP date. */
const retryAfter = z.union([ms.transform(String), z.string().min(1)]).optional();

export const KIND_FIELDS = {
  latency: { ms: wholeNumber(0, 600_000), when: z.enum(["before", "after"]).default("after") },
  status: { status, body, retryAfter },
  "status-after": { status, body },
  "reset-before": {},
  "reset-after": {},
  body: { body: z.enum(["html", "truncated"]) },
  answer: { set: z.record(z.string(), anyJson) },
  "unknown-status": { status: z.string().min(1).default("SOMETHING_NEW") },
  // Minor units to add, or another amount; with neither it is doubled.
  "changed-amount": { by: minorUnits.optional(), amount: jsonNumber.optional() },
  "absent-fields": { fields },
  "search-lag": { ms },
  "accept-duplicates": {},
  "stale-read": { ms },
  "drop-notification": {},
  "duplicate-notification": { copies: wholeNumber(1, 10).default(1) },
  "delay-notification": { ms },
  "reorder-notification": { ms: ms.default(10_000) },
};

export type FaultKind = keyof typeof KIND_FIELDS;

export const FAULT_KINDS = Object.keys(KIND_FIELDS) as FaultKind[];

type FieldsOf<K extends FaultKind> = keyof (typeof KIND_FIELDS)[K] extends never
  ? unknown
  : z.output<z.ZodObject<(typeof KIND_FIELDS)[K]>>;

export type EffectOf<K extends FaultKind> = {
  [Kind in K]: Readonly<FieldsOf<Kind> & { kind: Kind }>;
}[K];

export type FaultEffect = EffectOf<FaultKind>;

/** What each kind can happen to. A fault for `*` waits for one of these. */
export function targetsOf(kind: FaultKind): readonly FaultTarget[] {
  if (kind.endsWith("-notification")) return [ANNOUNCE];
  if (kind === "search-lag") return ["search-checkouts"];
  if (kind === "accept-duplicates") return ["create-link"];
  return kind === "stale-read" ? ["get-checkout", "search-checkouts"] : OPERATIONS;
}

/** The faults of one occasion: at most one delay, and one other. */
export interface Misfortune {
  readonly latency?: EffectOf<"latency">;
  readonly fault?: EffectOf<Exclude<FaultKind, "latency">>;
}

/** Adds an effect; the same misfortune when it has such an effect already. */
export function withEffect(misfortune: Misfortune, effect: FaultEffect): Misfortune {
  if (effect.kind !== "latency") return misfortune.fault ? misfortune : { ...misfortune, fault: effect };
  return misfortune.latency ? misfortune : { ...misfortune, latency: effect };
}
