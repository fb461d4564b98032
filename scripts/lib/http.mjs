const timeoutMs = 30_000;

/**
 * Sends JSON and gives the JSON that comes back. Throws when the answer is not a success.
 *
 * @param {string} url
 * @param {{ body?: unknown, token?: string }} [options] `body` makes it a POST; `token` is sent as bearer
 * @returns {Promise<any>}
 */
export async function requestJson(url, { body, token } = {}) {
  const method = body === undefined ? "GET" : "POST";
  const response = await fetch(url, {
    method,
    headers: {
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(timeoutMs),
  });
  const text = await response.text();
  if (!response.ok)
    throw new HttpError(`${method} ${url} answered ${response.status}: ${text}`, response.status, text);
  return JSON.parse(text);
}

export class HttpError extends Error {
  /**
   * @param {string} message
   * @param {number} status
   * @param {string} body
   */
  constructor(message, status, body) {
    super(message);
    this.name = "HttpError";
    this.status = status;
    this.body = body;
  }
}
