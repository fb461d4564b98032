import { request as requestPlainly } from "node:http";
import { request as requestSecurely } from "node:https";

export interface WebhookPost {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Real milliseconds until the answer must be there as a whole. */
  readonly timeoutMs: number;
  /** Cuts it off. */
  readonly signal: AbortSignal;
}

export type PostResult = { readonly status: number } | { readonly error: string };

/**
 * Sends one webhook over a connection of its own and follows no redirect. Never throws.
 *
 * @returns the status of the answer, or why there was none
 */
export function postWebhook(post: WebhookPost): Promise<PostResult> {
  const { url, body, timeoutMs, signal } = post;
  return new Promise((resolve) => {
    const isSecure = new URL(url).protocol === "https:";
    const options = { method: "POST", headers: headersOf(post), agent: false, signal };
    const request = (isSecure ? requestSecurely : requestPlainly)(url, options, (response) => {
      response.once("end", () => settle({ status: response.statusCode ?? 0 }));
      response.once("error", (error) => settle({ error: reason(error) }));
      response.resume();
    });
    const timer = setTimeout(() => {
      settle({ error: `no answer within ${timeoutMs} ms` });
      request.destroy();
    }, timeoutMs);
    // The first result counts: what is cut off after it ends with an error, too.
    function settle(result: PostResult): void {
      clearTimeout(timer);
      resolve(result);
    }
    request.on("error", (error) => settle({ error: reason(error) }));
    request.end(body);
  });
}

function headersOf({ headers, body }: WebhookPost): Record<string, string> {
  return {
    "content-type": "application/json",
    "content-length": String(Buffer.byteLength(body)),
    "user-agent": "PointCheckout-Simulator",
    ...headers,
  };
}

function reason(error: Error): string {
  // An error of several addresses that were tried has a code and no message.
  return error.message || ("code" in error ? String(error.code) : error.name);
}
