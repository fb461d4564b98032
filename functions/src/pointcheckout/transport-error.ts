import { isAxiosError } from "axios";

import { PointCheckoutError } from "./errors.js";
import { type Redact, toSafeCause } from "./redact.js";

/** Translates what the HTTP library threw: a failed connection, the deadline, or a too large answer. */
export function toTransportError(
  error: unknown,
  { operation, timedOut, redact }: { operation: string; timedOut: boolean; redact: Redact },
): PointCheckoutError {
  const cause = toSafeCause(error, redact);
  if (timedOut) return new PointCheckoutError({ kind: "timeout", operation, cause });
  if (isAxiosError(error) && error.code === "ERR_BAD_RESPONSE") {
    return new PointCheckoutError({ kind: "unreadable", operation, detail: "the body is too large", cause });
  }
  return new PointCheckoutError({ kind: "network", operation, cause, sent: !endedBeforeSending(error) });
}

/** Whether the failure certainly precedes the first byte of the request. */
function endedBeforeSending(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError)
    return error.errors.length > 0 && error.errors.every(endedBeforeSending);
  if ("syscall" in error && (error.syscall === "connect" || error.syscall === "getaddrinfo")) return true;
  if ("code" in error && typeof error.code === "string" && isRefusedCertificate(error.code)) return true;
  return endedBeforeSending(error.cause);
}

/** Node's codes for a refused server certificate. Other TLS failures may happen on a standing connection. */
function isRefusedCertificate(code: string): boolean {
  return /CERT|_LEAF_SIGNATURE$|^HOSTNAME_MISMATCH$/.test(code);
}
