import type { PointCheckoutError } from "pointcheckout-firebase-client";

export const ERROR_KEYS = [
  "offline",
  "session",
  "appCheck",
  "denied",
  "index",
  "functionMissing",
  "invalid",
  "notFound",
  "exists",
  "refused",
  "busy",
  "tooMany",
  "unavailable",
  "defect",
] as const;
export type ErrorKey = (typeof ERROR_KEYS)[number];

const BY_CODE: Partial<Record<PointCheckoutError["code"], ErrorKey>> = {
  unreachable: "offline",
  "permission-denied": "denied",
  "function-not-found": "functionMissing",
  "invalid-argument": "invalid",
  "not-found": "notFound",
  "already-exists": "exists",
  "failed-precondition": "refused",
  aborted: "busy",
  "resource-exhausted": "tooMany",
  unavailable: "unavailable",
};

/** Which texts tell a clerk about an error: `errors.<key>` of the translations. */
export function errorKey({ code, message }: PointCheckoutError): ErrorKey {
  if (code === "unauthenticated") return /app ?check/i.test(message) ? "appCheck" : "session";
  if (code === "failed-precondition" && /requires an index/i.test(message)) return "index";
  return BY_CODE[code] ?? "defect";
}
