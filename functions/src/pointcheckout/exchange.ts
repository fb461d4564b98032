import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import axios, { AxiosError, type AxiosRequestConfig, type AxiosResponse, isAxiosError } from "axios";
import type { Answer } from "./envelope.js";
import { PointCheckoutError } from "./errors.js";
import { type Redact, toSafeCause } from "./redact.js";

const maxBytes = 1_048_576;

// Reads share connections. A POST opens its own: a kept one may just have been closed, and a reset POST may have been
// carried out. `rejectUnauthorized` is set here, so that NODE_TLS_REJECT_UNAUTHORIZED=0 does not hand out the
// credentials.
const agentsOf = (options: { keepAlive: boolean }) => ({
  httpAgent: new HttpAgent(options),
  httpsAgent: new HttpsAgent({ ...options, rejectUnauthorized: true }),
});
const agents = { GET: agentsOf({ keepAlive: true }), POST: agentsOf({ keepAlive: false }) };

type HttpRequest = Pick<AxiosRequestConfig<string>, "headers" | "data"> & {
  method: "GET" | "POST";
  url: string;
  signal: AbortSignal;
};

/** Sends one request; any status is an answer. @throws {PointCheckoutError} when there is no answer */
export async function exchange(
  request: HttpRequest,
  { operation, redact }: { operation: string; redact: Redact },
): Promise<Answer> {
  const response = await axios
    .request<string, AxiosResponse<string>>({
      ...agents[request.method],
      ...request,
      // A redirect or a proxy from the environment would get the credentials.
      maxRedirects: 0,
      proxy: false,
      maxContentLength: maxBytes,
      // Untouched text: ids and amounts do not survive a JavaScript number.
      responseType: "text",
      transformRequest: (data) => data,
      validateStatus: () => true,
    })
    .catch(keepAnswerThatBrokeOff)
    .catch((error: unknown) => {
      throw toTransportError(error, { operation, timedOut: request.signal.aborted, redact });
    });
  return {
    status: response.status,
    retryAfterMs: parseRetryAfter(response.headers["retry-after"], Date.now()),
    body: response.data,
  };
}

/** The status still counts when the body was cut off or cannot be unpacked. */
function keepAnswerThatBrokeOff(error: unknown): AxiosResponse<string> {
  if (error instanceof AxiosError && error.response !== undefined) return { ...error.response, data: "" };
  throw error;
}

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

function endedBeforeSending(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError)
    return error.errors.length > 0 && error.errors.every(endedBeforeSending);
  if ("syscall" in error && (error.syscall === "connect" || error.syscall === "getaddrinfo")) return true;
  if ("code" in error && typeof error.code === "string" && refusedCertificate.test(error.code)) return true;
  return endedBeforeSending(error.cause);
}

/** Node's codes for a refused server certificate. Other TLS failures may happen on a standing connection. */
const refusedCertificate = /CERT|_LEAF_SIGNATURE$|^HOSTNAME_MISMATCH$/;

const longestRetryAfterMs = 3_600_000;

/** Milliseconds from `now`, at most an hour; undefined if the header is absent or unreadable. */
export function parseRetryAfter(header: unknown, now: number): number | undefined {
  if (typeof header !== "string") return undefined;
  if (/^[0-9]+$/.test(header)) return Math.min(Number(header) * 1000, longestRetryAfterMs);
  // Date.parse would read "1.5" or "-3" as some year.
  if (!/^[A-Z][a-z]+, .* GMT$/.test(header)) return undefined;
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.min(Math.max(at - now, 0), longestRetryAfterMs);
}
