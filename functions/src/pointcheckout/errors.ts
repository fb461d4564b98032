import { assertNever } from "../shared/assert-never.js";
import type { SafeCause } from "./redact.js";

/**
 * - `network`: the connection failed
 * - `timeout`: no complete answer within the deadline
 * - `unavailable`: 5xx, 408, 425 or 429
 * - `unreadable`: not the vendor's JSON envelope
 * - `rejected`: the vendor's own "no", in `vendorMessage`
 * - `unauthorized`: 401, 403, or credentials that cannot be sent
 * - `not_found`: 404; for an unknown checkout the vendor answers 400
 * - `contract`: JSON that breaks the documentation; the message names the field, never its value
 */
export type PointCheckoutErrorKind =
  | "network"
  | "timeout"
  | "unavailable"
  | "unreadable"
  | "rejected"
  | "unauthorized"
  | "not_found"
  | "contract";

export interface PointCheckoutErrorDetails {
  kind: PointCheckoutErrorKind;
  /** Method and path template, such as "GET checkout/{id}". */
  operation: string;
  status?: number | undefined;
  /** From Retry-After; ms. */
  retryAfterMs?: number | undefined;
  /** Safe to log and show. */
  vendorMessage?: string | undefined;
  detail?: string | undefined;
  cause?: SafeCause | undefined;
  /** False if the request certainly never left this machine. */
  sent?: boolean;
}

/** Safe to log in full: it keeps nothing that leads to the credentials (request, headers, the HTTP library's error). */
export class PointCheckoutError extends Error {
  override readonly name = "PointCheckoutError";
  readonly kind: PointCheckoutErrorKind;
  readonly operation: string;
  readonly status: number | undefined;
  readonly retryAfterMs: number | undefined;
  readonly vendorMessage: string | undefined;
  readonly sent: boolean;

  constructor(details: PointCheckoutErrorDetails) {
    const { kind, operation, status, detail, cause } = details;
    const suffix = detail === undefined ? "" : `: ${detail}`;
    super(`failed ${status ?? kind}: ${operation}${suffix}`, cause && { cause });
    this.kind = kind;
    this.operation = operation;
    this.status = status;
    this.retryAfterMs = details.retryAfterMs;
    this.vendorMessage = details.vendorMessage;
    this.sent = details.sent ?? true;
  }

  /** The same call may succeed later, without any repair. */
  get retryable(): boolean {
    switch (this.kind) {
      case "network":
      case "timeout":
      case "unavailable":
      case "unreadable":
        return true;
      case "rejected":
      case "unauthorized":
      case "not_found":
      case "contract":
        return false;
      default:
        return assertNever(this.kind);
    }
  }

  /** The vendor may have carried out this POST; only a read can tell. In doubt true: a search is cheap. */
  get ambiguous(): boolean {
    switch (this.kind) {
      case "network":
        return this.sent;
      case "timeout":
        return true;
      case "unavailable":
        // 429 and 425 refuse before any work. Some gateways answer 408 while the server behind them goes on working.
        return this.status !== 429 && this.status !== 425;
      case "unreadable":
        // A 4xx is a refusal in any form. A redirect or a cut-off 2xx is not.
        return !this.isClientError;
      case "contract":
        // Success in another form.
        return true;
      case "rejected":
      case "unauthorized":
      case "not_found":
        return false;
      default:
        return assertNever(this.kind);
    }
  }

  private get isClientError(): boolean {
    return this.status !== undefined && this.status >= 400 && this.status < 500;
  }
}
