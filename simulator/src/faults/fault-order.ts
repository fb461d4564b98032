import { z } from "zod";
import { Refusal } from "../checkouts/refusal.js";
import { readControl, wholeNumber } from "../fields.js";
import {
  ANNOUNCE,
  CHANNELS,
  type ConcernedIds,
  FAULT_KINDS,
  type FaultEffect,
  type FaultTarget,
  KIND_FIELDS,
  OPERATIONS,
  targetsOf,
} from "./fault.js";

export interface FaultOrder {
  readonly operation: FaultTarget | "*";
  readonly match: ConcernedIds;
  /** How often it happens; null until removed. */
  readonly times: number | null;
  readonly effect: FaultEffect;
}

const kindOf = z.looseObject({ kind: z.enum(FAULT_KINDS) });

const common = {
  kind: z.string(),
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

/** Reads a fault. @throws {Refusal} also when the kind cannot happen to the operation: it would wait for ever */
export function readFaultOrder(json: unknown): FaultOrder {
  const { kind } = readControl(kindOf, json);
  const targets = targetsOf(kind);
  const isOfNotifications = targets.includes(ANNOUNCE);
  const named = z.enum([...OPERATIONS, ANNOUNCE, "*"]);
  const operationField = isOfNotifications ? named.default("*") : named;
  const schema = z.strictObject({ ...common, operation: operationField, ...KIND_FIELDS[kind] });
  const { operation, match, times, ...rest } = readControl(schema, json);
  const effect = rest as FaultEffect;
  if (operation !== "*" && !targets.includes(operation)) {
    throw new Refusal(`operation: "${kind}" can only happen to ${targets.join(", ")}, or "*"`, "operation");
  }
  if (effect.kind === "changed-amount" && effect.by !== undefined && effect.amount !== undefined) {
    throw new Refusal("by: give either by or amount", "by");
  }
  if (match.channel !== undefined && !isOfNotifications) {
    throw new Refusal(`match.channel: "${kind}" cannot happen to a notification`, "match.channel");
  }
  return { operation, match, times, effect };
}
