import { cleanText } from "../shared/foreign-text.js";

const always = () => true;
const never = () => false;

/**
 * Each kind of failure. `retryable`: the same call may succeed later, without any repair. `isAmbiguous`: the vendor may
 * have carried out this POST; only a read can tell. In doubt true: a search is cheap.
 */
const KINDS = {
  network: { retryable: true, isAmbiguous: ({ sent }: PointCheckoutError) => sent },
  timeout: { retryable: true, isAmbiguous: always },
  /** 5xx, 408, 425 or 429. The last two refuse before any work; some gateways answer 408 while the server works on. */
  unavailable: {
    retryable: true,
    isAmbiguous: ({ status }: PointCheckoutError) => status !== 429 && status !== 425,
  },
  /** Not the vendor's JSON envelope. A 4xx is a refusal in any form. A redirect or a cut-off 2xx is not. */
  unreadable: {
    retryable: true,
    isAmbiguous: ({ status = 0 }: PointCheckoutError) => status < 400 || status > 499,
  },
  /** The vendor's own "no", in `vendorMessage`. */
  rejected: { retryable: false, isAmbiguous: never },
  /** 401, 403, or credentials that cannot be sent. */
  unauthorized: { retryable: false, isAmbiguous: never },
  /** 404; for an unknown id the vendor answers 400. */
  not_found: { retryable: false, isAmbiguous: never },
  /** Success in JSON that breaks the documentation; the message names the field, never its value. */
  contract: { retryable: false, isAmbiguous: always },
} as const;
export type PointCheckoutErrorKind = keyof typeof KINDS;

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
    return KINDS[this.kind].retryable;
  }

  get ambiguous(): boolean {
    return KINDS[this.kind].isAmbiguous(this);
  }

  /** The vendor does not know the id that was asked for: 400 from its API, 404 from what stands before it. */
  get isUnknownId(): boolean {
    return this.kind === "rejected" || this.kind === "not_found";
  }

  /** Too many requests at the moment: refused before any work. */
  get isTurnedAway(): boolean {
    return this.status === 429;
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
