import type { FaultKind } from "./fault.js";

export interface FaultKindLine {
  /** Its own fields; those with a question mark may be left out. */
  readonly fields: string;
  readonly does: string;
}

/** What each kind takes and does, in a line for people. docs/simulator.md has the whole. */
export const FAULT_KINDS: Readonly<Record<FaultKind, FaultKindLine>> = {
  latency: { fields: "ms, when?", does: "answers late; with when=before does late, too" },
  status: { fields: "status, body?, retryAfter?", does: "answers that HTTP status, and does nothing" },
  "status-after": { fields: "status, body?", does: "answers that HTTP status, although it is done" },
  "reset-before": { fields: "", does: "cuts the connection, and does nothing" },
  "reset-after": { fields: "", does: "cuts the connection when it is done" },
  body: { fields: "body", does: "answers 200 with a body that is html or truncated" },
  answer: { fields: "set", does: "replaces fields of the answer" },
  "unknown-status": { fields: "status?", does: "answers a status of a checkout that nobody knows" },
  "changed-amount": {
    fields: "by? or amount?",
    does: "answers another amount: doubled, more by minor units, or given",
  },
  "absent-fields": { fields: "fields", does: "leaves fields out of the answer" },
  "search-lag": { fields: "ms", does: "hides checkouts younger than that from a search" },
  "accept-duplicates": { fields: "", does: "takes a request id again that was used" },
  "stale-read": { fields: "ms", does: "shows what was true so long ago" },
  "drop-notification": { fields: "", does: "does not tell of a change" },
  "duplicate-notification": { fields: "copies?", does: "tells of a change more than once" },
  "delay-notification": { fields: "ms", does: "tells of a change so much later" },
  "reorder-notification": { fields: "ms?", does: "tells of a change after the next one" },
};

export const FAULT_KIND_NAMES = Object.keys(FAULT_KINDS) as readonly FaultKind[];
