import { isLosslessNumber, type LosslessNumber } from "lossless-json";
import { z } from "zod";
import { Refusal } from "../checkouts/refusal.js";
import type { ArmedFault, FaultOrder } from "../faults/armed-faults.js";
import { ANNOUNCE, CHANNELS, type FaultEffect, OPERATIONS, TARGETS_OF_KIND } from "../faults/fault.js";
import type { JsonValue } from "../json.js";
import { anyJson, minorUnits, readControl, wholeNumber } from "./control-fields.js";

const MAX_MS = 10 * 365 * 86_400_000;
const MAX_LATENCY_MS = 600_000;
const MAX_COPIES = 10;

const statusBody = z.enum(["envelope", "html", "empty"]).default("envelope");
const httpStatus = wholeNumber(200, 599);

const common = {
  operation: z.enum([...OPERATIONS, ANNOUNCE, "*"]),
  match: z
    .strictObject({
      orderId: z.string().optional(),
      requestId: z.string().optional(),
      checkoutId: z.string().optional(),
      channel: z.enum(CHANNELS).optional(),
    })
    .default({}),
  times: wholeNumber(1, 1_000_000).nullable().default(1),
};

const commonToNotifications = { ...common, operation: common.operation.default("*") };

const faultOrder = z.discriminatedUnion("kind", [
  z.strictObject({
    ...common,
    kind: z.literal("latency"),
    ms: wholeNumber(0, MAX_LATENCY_MS),
    when: z.enum(["before", "after"]).default("after"),
  }),
  z.strictObject({
    ...common,
    kind: z.literal("status"),
    status: httpStatus,
    body: statusBody,
    retryAfter: z.union([wholeNumber(0, MAX_MS).transform(String), z.string().min(1)]).optional(),
  }),
  z.strictObject({ ...common, kind: z.literal("status-after"), status: httpStatus, body: statusBody }),
  z.strictObject({ ...common, kind: z.literal("reset-before") }),
  z.strictObject({ ...common, kind: z.literal("reset-after") }),
  z.strictObject({ ...common, kind: z.literal("body"), body: z.enum(["html", "truncated"]) }),
  z.strictObject({ ...common, kind: z.literal("answer"), set: z.record(z.string(), anyJson) }),
  z.strictObject({
    ...common,
    kind: z.literal("unknown-status"),
    status: z.string().min(1).default("SOMETHING_NEW"),
  }),
  z.strictObject({
    ...common,
    kind: z.literal("changed-amount"),
    by: minorUnits.optional(),
    amount: z.custom<LosslessNumber>(isLosslessNumber, "must be a number").optional(),
  }),
  z.strictObject({
    ...common,
    kind: z.literal("absent-fields"),
    fields: z.array(z.string().min(1)).min(1, "must name at least one field"),
  }),
  z.strictObject({ ...common, kind: z.literal("search-lag"), ms: wholeNumber(0, MAX_MS) }),
  z.strictObject({ ...common, kind: z.literal("accept-duplicates") }),
  z.strictObject({ ...common, kind: z.literal("stale-read"), ms: wholeNumber(0, MAX_MS) }),
  z.strictObject({ ...commonToNotifications, kind: z.literal("drop-notification") }),
  z.strictObject({
    ...commonToNotifications,
    kind: z.literal("duplicate-notification"),
    copies: wholeNumber(1, MAX_COPIES).default(1),
  }),
  z.strictObject({
    ...commonToNotifications,
    kind: z.literal("delay-notification"),
    ms: wholeNumber(0, MAX_MS),
  }),
  z.strictObject({
    ...commonToNotifications,
    kind: z.literal("reorder-notification"),
    ms: wholeNumber(0, MAX_MS).default(10_000),
  }),
]);

/**
 * Reads what is to go wrong.
 *
 * @throws {Refusal} also when a kind of fault cannot happen to the operation: it would wait for ever
 */
export function readFaultOrder(json: unknown): FaultOrder {
  const { operation, match, times, ...effect } = readControl(faultOrder, json);
  const targets = TARGETS_OF_KIND[effect.kind];
  if (operation !== "*" && !targets.includes(operation)) {
    throw new Refusal(
      `operation: "${effect.kind}" can only happen to ${targets.join(", ")}, or "*"`,
      "operation",
    );
  }
  if (effect.kind === "changed-amount" && effect.by !== undefined && effect.amount !== undefined) {
    throw new Refusal("by: give either by or amount", "by");
  }
  if (match.channel !== undefined && !targets.includes(ANNOUNCE)) {
    throw new Refusal(`match.channel: "${effect.kind}" cannot happen to a notification`, "match.channel");
  }
  return { operation, match, times, effect };
}

/** An armed fault as it was ordered, with its id and how often it has happened. */
export function faultView({ id, operation, match, times, happened, effect }: ArmedFault): JsonValue {
  return { id, operation, match: { ...match }, times, happened, ...effectView(effect) };
}

export function effectView(effect: FaultEffect): { readonly [key: string]: JsonValue | undefined } {
  return { ...effect };
}
