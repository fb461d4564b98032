import { assertNever } from "../shared/assert-never.js";
import type { SafeCause } from "./redact.js";

/**
 * What became of a call:
 * - `network`: no answer, because the connection failed
 * - `timeout`: no complete answer within the deadline
 * - `unavailable`: 5xx, 408, 425 or 429
 * - `unreadable`: an answer that is not the vendor's JSON envelope
 * - `rejected`: the vendor's own "no", in `vendorMessage`
 * - `unauthorized`: 401, 403, or credentials that cannot be sent at all
 * - `not_found`: 404, which the vendor does not use for an unknown checkout (that is a 400)
 * - `contract`: JSON that lacks what the documentation promises; the message names the field, never its value
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
  /** HTTP status, if an answer came. */
  status?: number | undefined;
  /** What the vendor asked us to wait, in milliseconds. */
  retryAfterMs?: number | undefined;
  /** The vendor's sentence, already made safe. */
  vendorMessage?: string | undefined;
  /** What is wrong, if kind and status do not say it. */
  detail?: string | undefined;
  cause?: SafeCause | undefined;
  /** False if it is certain that the request never left this machine. */
  sent?: boolean;
}

/**
 * A call to PointCheckout that did not give what was asked for. It is safe to log in full: nothing that leads to the
 * credentials (the HTTP library's error, its request, its headers) is kept.
 */
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

  /** The same call may well succeed later, without anybody repairing anything. */
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

  /**
   * A POST that ended like this may nevertheless have been carried out, so only a read can tell. In doubt the answer
   * is yes: one search too many is cheap, a second payment link is not.
   */
  get ambiguous(): boolean {
    switch (this.kind) {
      case "network":
        return this.sent;
      case "timeout":
        return true;
      case "unavailable":
        // 429 and 425 turn a request away before it is looked at. A 408 should mean that, too, but some gateways
        // answer it when the server behind them was slow, and that server goes on working.
        return this.status !== 429 && this.status !== 425;
      case "unreadable":
        // A 4xx says no in whatever words. A redirect or a cut-off 2xx does not.
        return !this.isClientError;
      case "contract":
        // Success, yet not in the promised form.
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
