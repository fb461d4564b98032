import { assertNever } from "../shared/assert-never.js";
import { cleanText } from "../shared/foreign-text.js";

/** Each kind of failure: whether the same call may succeed later, without any repair. */
const RETRYABLE = {
  network: true,
  timeout: true,
  /** 5xx, 408, 425 or 429. */
  unavailable: true,
  /** Not the vendor's JSON envelope. */
  unreadable: true,
  /** The vendor's own "no", in `vendorMessage`. */
  rejected: false,
  /** 401, 403, or credentials that cannot be sent. */
  unauthorized: false,
  /** 404; for an unknown id the vendor answers 400. */
  not_found: false,
  /** JSON that breaks the documentation; the message names the field, never its value. */
  contract: false,
} as const;
export type PointCheckoutErrorKind = keyof typeof RETRYABLE;

/** Never the caught error itself: its fields lead to the request's headers. */
export interface SafeCause {
  name: string;
  code?: string;
  message: string;
}

/** @param secrets beside those of this process */
export function toSafeCause(error: unknown, secrets: readonly string[]): SafeCause {
  if (!(error instanceof Error)) return { name: "Error", message: cleanText(String(error), secrets) };
  const code =
    "code" in error && typeof error.code === "string" ? { code: cleanText(error.code, secrets) } : {};
  return { name: error.name, ...code, message: cleanText(error.message, secrets) };
}

export interface PointCheckoutErrorDetails {
  kind: PointCheckoutErrorKind;
  /** Method and path template, such as "GET checkout/{id}". */
  operation: string;
  status?: number | undefined;
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

  constructor({ detail, cause, ...details }: PointCheckoutErrorDetails) {
    const { kind, operation, status } = details;
    const suffix = detail === undefined ? "" : `: ${detail}`;
    super(`failed ${status ?? kind}: ${operation}${suffix}`, cause && { cause });
    this.kind = kind;
    this.operation = operation;
    this.status = status;
    this.retryAfterMs = details.retryAfterMs;
    this.vendorMessage = details.vendorMessage;
    this.sent = details.sent ?? true;
  }

  get retryable(): boolean {
    const isRetryable: boolean | undefined = RETRYABLE[this.kind];
    return isRetryable ?? assertNever(this.kind as never);
  }

  /** The vendor does not know the id that was asked for: 400 from its API, 404 from what stands before it. */
  get isUnknownId(): boolean {
    return this.kind === "rejected" || this.kind === "not_found";
  }

  /** Too many requests at the moment: refused before any work. */
  get isTurnedAway(): boolean {
    return this.status === 429;
  }

  /** The vendor may have carried out this POST; only a read can tell. In doubt true: a search is cheap. */
  get ambiguous(): boolean {
    const { kind, sent, isTurnedAway, status = 0 } = this;
    switch (kind) {
      case "network":
        return sent;
      case "unavailable":
        // 425 refuses before any work, too. Some gateways answer 408 while the server behind them goes on working.
        return !isTurnedAway && status !== 425;
      case "unreadable":
        // A 4xx is a refusal in any form. A redirect or a cut-off 2xx is not.
        return status < 400 || status > 499;
      case "timeout":
      case "contract": // Success in another form.
        return true;
      case "rejected":
      case "unauthorized":
      case "not_found":
        return false;
      default:
        return assertNever(kind);
    }
  }
}

/** Why the vendor did not accept a request; null when it did. Throws any other error. */
export async function failureOf(request: Promise<unknown>): Promise<PointCheckoutError | null> {
  try {
    await request;
    return null;
  } catch (error) {
    if (error instanceof PointCheckoutError) return error;
    throw error;
  }
}
