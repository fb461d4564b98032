import type { EffectOf } from "../faults/fault.js";
import { type JsonValue, writeJson } from "../json.js";

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Null where HTTP allows none. */
  readonly body: string | null;
}

const WITHOUT_BODY = [204, 205, 304];

export function jsonAnswer(value: JsonValue, status = 200): Answer {
  return { status, headers: { "content-type": "application/json;charset=UTF-8" }, body: writeJson(value) };
}

export function refusalAnswer(status: number, error: string, elapsed = 0): Answer {
  return jsonAnswer({ success: false, elapsed, error }, status);
}

/** An answer of the given status that is not about the request at all, as a gateway or a crash would give. */
export function brokenAnswer(
  { status, body }: Omit<EffectOf<"status-after">, "kind">,
  retryAfter?: string,
): Answer {
  const answer = {
    envelope: refusalAnswer(status, `The simulator was set to answer ${status}.`),
    html: htmlAnswer(status),
    empty: { status, headers: {}, body: null },
  }[body];
  const headers = { ...answer.headers, ...(retryAfter !== undefined && { "retry-after": retryAfter }) };
  return { ...answer, headers, body: WITHOUT_BODY.includes(status) ? null : answer.body };
}

/** The answer with the same status and an unreadable body. */
export function unreadableAnswer(answer: Answer, { body }: EffectOf<"body">): Answer {
  if (body === "html") return htmlAnswer(answer.status);
  const text = answer.body ?? "";
  return { ...answer, body: text.slice(0, Math.floor(text.length / 2)) };
}

function htmlAnswer(status: number): Answer {
  const body = `<!doctype html><html><head><title>${status}</title></head><body><h1>${status}</h1><hr>gateway</body></html>`;
  return { status, headers: { "content-type": "text/html;charset=UTF-8" }, body };
}
