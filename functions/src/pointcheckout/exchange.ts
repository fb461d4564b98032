import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";

import axios, { AxiosError, type AxiosResponse } from "axios";

import type { Answer } from "./envelope.js";
import type { Redact } from "./redact.js";
import { parseRetryAfter } from "./retry-after.js";
import { toTransportError } from "./transport-error.js";

const maxBytes = 1_048_576;

// Reads share connections. A POST opens its own: a kept one may just have been closed, and a reset POST may have been
// carried out. `rejectUnauthorized` is set here, so that NODE_TLS_REJECT_UNAUTHORIZED=0 does not hand out the
// credentials.
const agents = {
  GET: { httpAgent: new HttpAgent({ keepAlive: true }), httpsAgent: secureAgent({ keepAlive: true }) },
  POST: { httpAgent: new HttpAgent({ keepAlive: false }), httpsAgent: secureAgent({ keepAlive: false }) },
};

function secureAgent(options: { keepAlive: boolean }): HttpsAgent {
  return new HttpsAgent({ ...options, rejectUnauthorized: true });
}

export interface HttpRequest {
  method: "GET" | "POST";
  url: string;
  headers: Record<string, string | false>;
  data?: string;
  signal: AbortSignal;
}

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
