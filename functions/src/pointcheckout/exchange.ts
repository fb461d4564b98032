import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";

import axios, { AxiosError, type AxiosResponse } from "axios";

import type { Answer } from "./envelope.js";
import type { Redact } from "./redact.js";
import { parseRetryAfter } from "./retry-after.js";
import { toTransportError } from "./transport-error.js";

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

/** A request as it goes out; the method chooses the connection. */
export interface HttpRequest {
  method: "GET" | "POST";
  url: string;
  headers: Record<string, string | false>;
  /** JSON text. */
  data?: string;
  signal: AbortSignal;
}

/**
 * Exchanges one request for its answer, whatever its status is.
 *
 * @throws {PointCheckoutError} when there is no answer
 */
export async function exchange(
  request: HttpRequest,
  { operation, redact }: { operation: string; redact: Redact },
): Promise<Answer> {
  const response = await axios
    .request<string, AxiosResponse<string>>({
      ...agents[request.method],
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

/** The status of an answer whose body was cut off or cannot be unpacked still says what it says. */
function keepAnswerThatBrokeOff(error: unknown): AxiosResponse<string> {
  if (error instanceof AxiosError && error.response !== undefined) return { ...error.response, data: "" };
  throw error;
}
