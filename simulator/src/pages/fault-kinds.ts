import { z } from "zod";
import { type FaultKind, KIND_FIELDS } from "../faults/fault.js";

/** What each kind does, after "The simulator". docs/simulator.md says it in full. */
export const EFFECTS: Readonly<Record<FaultKind, string>> = {
  latency: "answers late",
  status: "answers an HTTP status, and does nothing",
  "status-after": "does it, and answers an HTTP status",
  "reset-before": "cuts the connection, and does nothing",
  "reset-after": "does it, and cuts the connection",
  body: "does it, and answers 200 with an unreadable body",
  answer: "replaces fields of the answer",
  "unknown-status": "answers a checkout status that nobody knows",
  "changed-amount": "answers another amount; doubled unless you say otherwise",
  "absent-fields": "leaves fields out of the answer",
  "search-lag": "hides checkouts younger than so many milliseconds from a search",
  "accept-duplicates": "accepts a used request id again",
  "stale-read": "shows the state of so many milliseconds ago",
  "drop-notification": "does not send a notification",
  "duplicate-notification": "sends a notification more than once",
  "delay-notification": "sends a notification so many milliseconds later",
  "reorder-notification": "sends a notification after the next one",
};

/** A field of a kind, as a form asks for it; see control/form-body.ts for the notations. */
export type KindField = ReturnType<typeof fieldsOfKind>[number];

const HINTS: Readonly<Record<string, readonly [label: string, placeholder: string]>> = {
  ms: ["Milliseconds", "500"],
  when: ["The delay is before or after the work", ""],
  status: ["Status", "503"],
  body: ["Body", ""],
  retryAfter: ["Retry-After, in seconds", "none"],
  set: ["Fields, as JSON", '{"amount": 1.0E7}'],
  by: ["More by, in minor units", "-1"],
  amount: ["Or this amount", "0.01"],
  fields: ["Fields, separated by commas", "amount, currency"],
  copies: ["Extra copies", "1"],
};

export function fieldsOfKind(kind: FaultKind) {
  return Object.entries<z.ZodType>(KIND_FIELDS[kind]).map(([name, schema]) => {
    const [label = name, placeholder = ""] = HINTS[name] ?? [];
    const given = schema instanceof z.ZodDefault ? schema.unwrap() : schema;
    return {
      name,
      label,
      notation: notationOf(given),
      choices: given instanceof z.ZodEnum ? given.options.map(String) : [],
      isRequired: !schema.safeParse(undefined).success,
      placeholder: given instanceof z.ZodString ? "SOMETHING_NEW" : placeholder,
    };
  });
}

function notationOf(schema: unknown): string {
  if (schema instanceof z.ZodString || schema instanceof z.ZodEnum) return "";
  return schema instanceof z.ZodArray ? ":list" : ":json";
}
