import { type Expectation, unwrapAnswer } from "./envelope.js";
import { PointCheckoutError } from "./errors.js";
import type { HttpRequest } from "./exchange.js";
import { createRedactor } from "./redact.js";

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
    // With the HTTP library, for which a start that never calls the vendor does not wait.
    /* c8 ignore next -- tsx, which runs the specs, adds branches of its own to import() */
    const { exchange } = await import("./exchange.js");
    const signal = AbortSignal.timeout(Math.max(1, Math.ceil(call.timeoutMs)));
    const request: HttpRequest = {
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
    };
    return unwrapAnswer(await exchange(request, { operation, redact }), call, redact);
  };
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
