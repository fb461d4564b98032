import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";

interface WebhookPost {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Real milliseconds until the whole answer must have arrived. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

export type PostResult = { readonly status: number } | { readonly error: string };

/** Sends one webhook over a connection of its own and follows no redirect. Never throws. */
export function postWebhook({ url, headers, body, timeoutMs, signal }: WebhookPost): Promise<PostResult> {
  const timeout = AbortSignal.timeout(timeoutMs);
  const send = new URL(url).protocol === "https:" ? requestHttps : requestHttp;
  return new Promise((resolve) => {
    const fail = (error: Error) =>
      resolve({ error: timeout.aborted ? `no answer within ${timeoutMs} ms` : reasonOf(error) });
    const options = {
      method: "POST",
      agent: false,
      signal: AbortSignal.any([signal, timeout]),
      headers: {
        "content-type": "application/json",
        "content-length": Buffer.byteLength(body),
        "user-agent": "PointCheckout-Simulator",
        ...headers,
      },
    };
    send(url, options, (response) => {
      response.once("end", () => resolve({ status: response.statusCode ?? 0 }));
      response.once("error", fail);
      response.resume();
    })
      .on("error", fail)
      .end(body);
  });
}

function reasonOf(error: Error): string {
  // An error of several addresses that were tried has a code and no message.
  return error.message || ("code" in error ? String(error.code) : error.name);
}
