import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";

import axios, { AxiosError, type AxiosRequestConfig, type AxiosResponse } from "axios";

import { type Answer, type Expectation, unwrapAnswer } from "./envelope.js";
import { PointCheckoutError } from "./errors.js";
import { createRedactor } from "./redact.js";
import { parseRetryAfter } from "./retry-after.js";
import { toTransportError } from "./transport-error.js";

/** Where the vendor's API is, and as whom we speak to it. */
export interface Endpoint {
  /** Base URL, such as https://api.test.paymennt.com/mer/v2.0/, with or without the last slash. */
  apiUrl: string;
  /** "X-PointCheckout" or "X-Paymennt": what `-Api-Key` and `-Api-Secret` are appended to. */
  headerPrefix: string;
  apiKey: string;
  apiSecret: string;
}

export interface Call<T> extends Expectation<T> {
  method: "GET" | "POST";
  /** Relative to the base URL, its parts encoded already. */
  path: string;
  query?: URLSearchParams;
  /** JSON text, sent as it is. */
  body?: string;
  /** For the whole exchange, from the name look-up to the last byte of the answer. */
  timeoutMs: number;
}

/** Sends one request, once. @throws {PointCheckoutError} of any kind */
export type SendCall = <T>(call: Call<T>) => Promise<T>;

const maxBytes = 1_048_576;

// Reads share connections. A POST opens its own: on a kept one, which the other side may just have closed, it would
// now and then end in a reset, and a POST that ends in a reset may have been carried out. Named here and not left to
// defaults, so that NODE_TLS_REJECT_UNAUTHORIZED=0 does not make us hand the credentials to anybody.
const agents = {
  GET: { httpAgent: new HttpAgent({ keepAlive: true }), httpsAgent: secureAgent({ keepAlive: true }) },
  POST: { httpAgent: new HttpAgent({ keepAlive: false }), httpsAgent: secureAgent({ keepAlive: false }) },
};

function secureAgent(options: { keepAlive: boolean }): HttpsAgent {
  return new HttpsAgent({ ...options, rejectUnauthorized: true });
}

/**
 * Binds the vendor's address and credentials.
 *
 * @throws {TypeError} if the base URL is none, or would carry the credentials unencrypted beyond this machine, or if
 * the prefix cannot begin a header name
 * @see vendor API: Hosts, credentials, envelope
 */
export function createSender({ apiUrl, headerPrefix, apiKey, apiSecret }: Endpoint): SendCall {
  const baseUrl = parseBaseUrl(apiUrl);
  if (!/^[A-Za-z][A-Za-z0-9-]*$/.test(headerPrefix)) {
    throw new TypeError(
      "The credential header prefix consists of letters, digits and dashes: X-PointCheckout",
    );
  }
  const sendable = isHeaderValue(apiKey) && isHeaderValue(apiSecret);
  const redact = createRedactor(sendable ? [apiKey, apiSecret] : []);

  return async (call) => {
    const { operation } = call;
    if (!sendable) {
      // Treated like credentials that the vendor refuses, so that repairing them heals the same way.
      const detail = "API key or secret is empty or holds blanks or line breaks";
      throw new PointCheckoutError({ kind: "unauthorized", operation, detail, sent: false });
    }
    const signal = AbortSignal.timeout(Math.max(1, Math.ceil(call.timeoutMs)));
    const answer = await exchange({
      ...agents[call.method],
      method: call.method,
      url: toUrl(baseUrl, call),
      headers: {
        Accept: "application/json",
        "User-Agent": "pointcheckout-firebase",
        [`${headerPrefix}-Api-Key`]: apiKey,
        [`${headerPrefix}-Api-Secret`]: apiSecret,
        // Left to itself, the library would call a POST without a body a form.
        "Content-Type": call.body === undefined ? false : "application/json",
      },
      ...(call.body !== undefined && { data: call.body }),
      signal,
    }).catch((error: unknown) => {
      throw toTransportError(error, { operation, timedOut: signal.aborted, redact });
    });
    return unwrapAnswer(answer, call, redact);
  };
}

async function exchange(request: AxiosRequestConfig<string>): Promise<Answer> {
  const response = await axios
    .request<string, AxiosResponse<string>>({
      ...request,
      // A redirect would carry the credentials to wherever it points, a proxy from the environment likewise.
      maxRedirects: 0,
      proxy: false,
      maxContentLength: maxBytes,
      // Text out and text in, untouched: ids and amounts do not survive a JavaScript number.
      responseType: "text",
      transformRequest: (data) => data,
      validateStatus: () => true,
    })
    .catch(keepAnswerThatBrokeOff);
  return {
    status: response.status,
    retryAfterMs: parseRetryAfter(response.headers["retry-after"], Date.now()),
    body: response.data,
  };
}

/** The status of an answer whose body was cut off or cannot be unpacked still says what it says. */
function keepAnswerThatBrokeOff(error: unknown): AxiosResponse<string> {
  if (error instanceof AxiosError && error.response !== undefined) return { ...error.response, data: "" };
  throw error;
}

function parseBaseUrl(apiUrl: string): URL {
  if (!URL.canParse(apiUrl)) throw new TypeError("The API URL is not a URL");
  const url = new URL(apiUrl);
  const isLocal = ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLocal)) {
    throw new TypeError("The API URL begins with https:// (http:// on this machine only)");
  }
  if (url.username !== "" || url.search !== "" || url.hash !== "") {
    throw new TypeError("The API URL holds no credentials, query or fragment");
  }
  if (!url.pathname.endsWith("/")) url.pathname += "/";
  return url;
}

function toUrl(baseUrl: URL, { path, query }: Pick<Call<unknown>, "path" | "query">): string {
  const url = new URL(path, baseUrl);
  url.search = query?.toString() ?? "";
  return url.href;
}

/** Visible ASCII. A line break pasted along with a secret is the usual culprit. */
function isHeaderValue(text: string): boolean {
  return /^[\x21-\x7e]+$/.test(text);
}
