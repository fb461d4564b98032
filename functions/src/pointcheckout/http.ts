import { type Expectation, unwrapAnswer } from "./envelope.js";
import { PointCheckoutError } from "./errors.js";
import { createRedactor } from "./redact.js";

export interface Endpoint {
  /** Such as https://api.test.paymennt.com/mer/v2.0/, with or without the last slash. */
  apiUrl: string;
  /** "X-PointCheckout" or "X-Paymennt"; `-Api-Key` and `-Api-Secret` are appended. */
  headerPrefix: string;
  apiKey: string;
  apiSecret: string;
}

export interface Call<T> extends Expectation<T> {
  method: "GET" | "POST";
  /** Relative to the base URL, encoded. */
  path: string;
  query?: URLSearchParams;
  body?: string;
  /** For the whole exchange, to the last byte. */
  timeoutMs: number;
}

/**
 * The sender of one request, once, which throws `PointCheckoutError` of any kind. URL and prefix are as `readConfig` has
 * checked them.
 * @see vendor API: Hosts, credentials, envelope
 */
export function createSender({ apiUrl, headerPrefix, apiKey, apiSecret }: Endpoint) {
  const baseUrl = apiUrl.replace(/\/?$/, "/");
  const sendable = isHeaderValue(apiKey) && isHeaderValue(apiSecret);
  const redact = createRedactor(sendable ? [apiKey, apiSecret] : []);

  return async <T>(call: Call<T>): Promise<T> => {
    const { operation } = call;
    if (!sendable) {
      // Like credentials that the vendor refuses, so that a repair recovers the same way.
      const detail = "API key or secret is empty or holds blanks or line breaks";
      throw new PointCheckoutError({ kind: "unauthorized", operation, detail, sent: false });
    }
    // Loads the HTTP library only where the vendor is called.
    /* c8 ignore next -- tsx, which runs the specs, adds branches of its own to import() */
    const { exchange } = await import("./exchange.js");
    const url = new URL(call.path, baseUrl);
    url.search = call.query?.toString() ?? "";
    const signal = AbortSignal.timeout(Math.max(1, Math.ceil(call.timeoutMs)));
    const request = {
      method: call.method,
      url: url.href,
      headers: {
        Accept: "application/json",
        "User-Agent": "pointcheckout-firebase",
        [`${headerPrefix}-Api-Key`]: apiKey,
        [`${headerPrefix}-Api-Secret`]: apiSecret,
        // Otherwise the library declares an empty POST a form.
        "Content-Type": call.body === undefined ? false : "application/json",
      },
      ...(call.body !== undefined && { data: call.body }),
      signal,
    };
    return unwrapAnswer(await exchange(request, { operation, redact }), call, redact);
  };
}

/** A secret is often pasted with a line break. */
const isHeaderValue = (text: string): boolean => /^[\x21-\x7e]+$/.test(text);
