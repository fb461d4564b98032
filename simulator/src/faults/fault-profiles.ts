import type { JsonValue } from "../json.js";
import type { FaultKind, FaultTarget } from "./fault.js";

interface ProfiledChance {
  readonly rate: number;
  readonly operation: FaultTarget | "*";
  readonly kind: FaultKind;
  readonly [field: string]: JsonValue;
}

function onReads(chance: Omit<ProfiledChance, "operation"> & Pick<ProfiledChance, "rate" | "kind">) {
  return (["get-checkout", "search-checkouts"] as const).map((operation) => ({ ...chance, operation }));
}

/** A few retries get past each: it affects at most about a tenth of its occasions. */
export const FAULT_PROFILES = {
  latency: {
    about: "answers that take up to half a second, some of them before anything is done",
    chances: [
      { rate: 0.06, operation: "*", kind: "latency", ms: { min: 20, max: 500 } },
      { rate: 0.04, operation: "*", kind: "latency", ms: { min: 20, max: 500 }, when: "before" },
    ],
  },
  "client-errors": {
    about: "reads and searches refused with 400, 401, 403, 404 although nothing is wrong with them",
    chances: [400, 401, 403, 404].flatMap((status) => onReads({ rate: 0.02, kind: "status", status })),
  },
  "server-errors": {
    about: "500, 502 from a gateway, 503 and 429 with Retry-After; nothing is done",
    chances: [
      { rate: 0.02, operation: "*", kind: "status", status: 500 },
      { rate: 0.02, operation: "*", kind: "status", status: 502, body: "html" },
      { rate: 0.02, operation: "*", kind: "status", status: 503, retryAfter: 1 },
      { rate: 0.02, operation: "*", kind: "status", status: 429, retryAfter: 2 },
    ],
  },
  bodies: {
    about: "done, and answered 200 with HTML or half of the JSON",
    chances: [
      { rate: 0.03, operation: "*", kind: "body", body: "html" },
      { rate: 0.03, operation: "*", kind: "body", body: "truncated" },
    ],
  },
  resets: {
    about: "connections cut before anything was done, and after all was",
    chances: [
      { rate: 0.03, operation: "*", kind: "reset-before" },
      { rate: 0.03, operation: "*", kind: "reset-after" },
    ],
  },
  "stale-reads": {
    about: "reads and searches that see what was true up to five seconds ago",
    chances: onReads({ rate: 0.08, kind: "stale-read", ms: { min: 200, max: 5_000 } }),
  },
  "search-lag": {
    about: "searches that do not find the links of the last seconds",
    chances: [
      { rate: 0.1, operation: "search-checkouts", kind: "search-lag", ms: { min: 1_000, max: 10_000 } },
    ],
  },
  duplicates: {
    about: "a request id that was used makes a second link instead of being refused",
    chances: [{ rate: 0.1, operation: "create-link", kind: "accept-duplicates" }],
  },
  "strange-answers": {
    about: "reads and searches with a status nobody knows, without a field, or with another amount",
    chances: [
      ...onReads({ rate: 0.02, kind: "unknown-status" }),
      ...onReads({ rate: 0.02, kind: "absent-fields", fields: ["status"] }),
      ...onReads({ rate: 0.02, kind: "absent-fields", fields: ["amount", "currency"] }),
      ...onReads({ rate: 0.02, kind: "changed-amount" }),
      ...onReads({ rate: 0.02, kind: "changed-amount", by: -1 }),
    ],
  },
  notifications: {
    about: "announcements that are lost, doubled, late, or overtaken by the next",
    chances: [
      { rate: 0.05, operation: "announce", kind: "drop-notification" },
      { rate: 0.03, operation: "announce", kind: "duplicate-notification" },
      { rate: 0.03, operation: "announce", kind: "delay-notification", ms: { min: 200, max: 5_000 } },
      { rate: 0.03, operation: "announce", kind: "reorder-notification", ms: 5_000 },
    ],
  },
} as const satisfies Record<string, { about: string; chances: readonly ProfiledChance[] }>;

export type FaultProfileName = keyof typeof FAULT_PROFILES;

export const FAULT_PROFILE_NAMES = Object.keys(FAULT_PROFILES) as readonly FaultProfileName[];
