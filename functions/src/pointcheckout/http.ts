import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import axios, { AxiosError, type AxiosRequestConfig, type AxiosResponse, isAxiosError } from "axios";
import { type Expectation, unwrapAnswer } from "./envelope.js";
import { PointCheckoutError, toSafeCause } from "./errors.js";

export interface Endpoint {
  /** Such as https://api.test.paymennt.com/mer/v2.0/, with or without the last slash. */
  apiUrl: string;
  /** "X-PointCheckout" or "X-Paymennt"; `-Api-Key` and `-Api-Secret` are appended. */
  headerPrefix: string;
  apiKey: string;
  apiSecret: string;
}

export interface Call<T> extends Omit<Expectation<T>, "operation"> {
  method: "GET" | "POST";
  /** Path relative to the base URL, such as "checkout/{id}". */
  template: string;
  id?: string;
  query?: URLSearchParams;
  body?: string;
  /** For the whole exchange, to the last byte. */
  timeoutMs: number;
}

const maxBytes = 1_048_576;

// Reads share connections. A POST opens its own: a kept one may just have been closed, and a reset POST may have been
// carried out. `rejectUnauthorized` is set here, so that NODE_TLS_REJECT_UNAUTHORIZED=0 does not hand out the
// credentials.
const agentsOf = (options: { keepAlive: boolean }) => ({
  httpAgent: new HttpAgent(options),
  httpsAgent: new HttpsAgent({ ...options, rejectUnauthorized: true }),
});
const agents = { GET: agentsOf({ keepAlive: true }), POST: agentsOf({ keepAlive: false }) };

/**
 * Sends one request, once. URL and prefix are as `readConfig` has checked them.
 * @throws {PointCheckoutError} of any kind
 * @see vendor API: Hosts, credentials, envelope
 */
export async function send<T>(endpoint: Endpoint, call: Call<T>): Promise<T> {
  const operation = `${call.method} ${call.template}`;
  const secrets = [endpoint.apiKey, endpoint.apiSecret];
  if (!secrets.every(isHeaderValue)) {
    // Like credentials that the vendor refuses, so that a repair recovers the same way.
    const detail = "API key or secret is empty or holds blanks or line breaks";
    throw new PointCheckoutError({ kind: "unauthorized", operation, detail, sent: false });
  }
  const signal = AbortSignal.timeout(Math.max(1, Math.ceil(call.timeoutMs)));
  const { status, headers, data } = await axios
    .request<string, AxiosResponse<string>>({ ...toRequest(endpoint, call), signal })
    .catch(keepAnswerThatBrokeOff)
    .catch((error: unknown) => {
      throw toTransportError(error, { operation, timedOut: signal.aborted, secrets });
    });
  const retryAfterMs = parseRetryAfter(headers["retry-after"], Date.now());
  return unwrapAnswer({ status, retryAfterMs, body: data }, { ...call, operation }, secrets);
}

/** A secret is often pasted with a line break. */
const isHeaderValue = (text: string): boolean => /^[\x21-\x7e]+$/.test(text);

function toRequest(
  { apiUrl, headerPrefix, apiKey, apiSecret }: Endpoint,
  { method, template, id = "", query, body }: Call<unknown>,
): AxiosRequestConfig {
  const url = new URL(template.replace("{id}", encodeURIComponent(id)), apiUrl.replace(/\/?$/, "/"));
  url.search = query?.toString() ?? "";
  return {
    ...agents[method],
    method,
    url: url.href,
    headers: {
      Accept: "application/json",
      "User-Agent": "pointcheckout-firebase",
      [`${headerPrefix}-Api-Key`]: apiKey,
      [`${headerPrefix}-Api-Secret`]: apiSecret,
      // Otherwise the library declares an empty POST a form.
      "Content-Type": body === undefined ? false : "application/json",
    },
    data: body,
    // A redirect or a proxy from the environment would get the credentials.
    maxRedirects: 0,
    proxy: false,
    maxContentLength: maxBytes,
    // Untouched text: ids and amounts do not survive a JavaScript number.
    responseType: "text",
    transformRequest: (data) => data,
    validateStatus: () => true,
  };
}

/** The status still counts when the body was cut off or cannot be unpacked. */
function keepAnswerThatBrokeOff(error: unknown): AxiosResponse<string> {
  if (error instanceof AxiosError && error.response !== undefined) return { ...error.response, data: "" };
  throw error;
}

export function toTransportError(
  error: unknown,
  { operation, timedOut, secrets }: { operation: string; timedOut: boolean; secrets: readonly string[] },
): PointCheckoutError {
  const cause = toSafeCause(error, secrets);
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
