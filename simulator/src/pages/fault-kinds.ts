import type { FaultKind } from "../faults/fault.js";

/** A field of a kind of fault, as a person fills it in. */
export interface KindField {
  readonly name: string;
  readonly label: string;
  /** `ms` may be a range in a chance; `json` is JSON; `list` has commas; absent: text. */
  readonly notation?: "ms" | "json" | "list";
  readonly choices?: readonly string[];
  readonly isRequired?: boolean;
  readonly placeholder?: string;
}

interface KindForm {
  /** What happens, in a line. docs/simulator.md says it in full. */
  readonly effect: string;
  readonly fields: readonly KindField[];
}

const status: KindField = {
  name: "status",
  label: "HTTP status",
  notation: "json",
  isRequired: true,
  placeholder: "503",
};
const body: KindField = { name: "body", label: "Body", choices: ["envelope", "html", "empty"] };
const ms = (label: string): KindField => ({
  name: "ms",
  label,
  notation: "ms",
  isRequired: true,
  placeholder: "500",
});

export const FAULT_KINDS: Readonly<Record<FaultKind, KindForm>> = {
  latency: {
    effect: "answers late",
    fields: [ms("Milliseconds"), { name: "when", label: "The delay is", choices: ["after", "before"] }],
  },
  status: {
    effect: "answers an HTTP status, and does nothing",
    fields: [
      status,
      body,
      { name: "retryAfter", label: "Retry-After, seconds", notation: "json", placeholder: "none" },
    ],
  },
  "status-after": { effect: "does it, and answers an HTTP status", fields: [status, body] },
  "reset-before": { effect: "cuts the connection, and does nothing", fields: [] },
  "reset-after": { effect: "does it, and cuts the connection", fields: [] },
  body: {
    effect: "does it, and answers 200 with an unreadable body",
    fields: [{ name: "body", label: "Body", choices: ["html", "truncated"] }],
  },
  answer: {
    effect: "replaces fields of the answer",
    fields: [
      {
        name: "set",
        label: "Fields, as JSON",
        notation: "json",
        isRequired: true,
        placeholder: '{"amount": 1.0E7}',
      },
    ],
  },
  "unknown-status": {
    effect: "answers a checkout status that nobody knows",
    fields: [{ name: "status", label: "Status", placeholder: "SOMETHING_NEW" }],
  },
  "changed-amount": {
    effect: "answers another amount; doubled unless you say otherwise",
    fields: [
      { name: "by", label: "More by, in minor units", notation: "json", placeholder: "-1" },
      { name: "amount", label: "Or this amount", notation: "json", placeholder: "0.01" },
    ],
  },
  "absent-fields": {
    effect: "leaves fields out of the answer",
    fields: [
      {
        name: "fields",
        label: "Fields, with commas",
        notation: "list",
        isRequired: true,
        placeholder: "amount, currency",
      },
    ],
  },
  "search-lag": {
    effect: "hides young checkouts from a search",
    fields: [ms("Younger than, in milliseconds")],
  },
  "accept-duplicates": { effect: "takes a used request id again", fields: [] },
  "stale-read": { effect: "shows an earlier state", fields: [ms("So long ago, in milliseconds")] },
  "drop-notification": { effect: "does not send a notification", fields: [] },
  "duplicate-notification": {
    effect: "sends a notification more than once",
    fields: [{ name: "copies", label: "Extra copies", notation: "json", placeholder: "1" }],
  },
  "delay-notification": {
    effect: "sends a notification later",
    fields: [ms("Later by, in milliseconds")],
  },
  "reorder-notification": {
    effect: "sends a notification after the next one",
    fields: [{ ...ms("At most so late, in milliseconds"), isRequired: false, placeholder: "10000" }],
  },
};

export const FAULT_KIND_NAMES = Object.keys(FAULT_KINDS) as readonly FaultKind[];
