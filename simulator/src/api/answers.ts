import type { EffectOf } from "../faults/fault.js";
import { type JsonValue, writeJson } from "../json.js";

/** An answer before it is sent. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Null where HTTP allows none. */
  readonly body: string | null;
}

const JSON_TYPE = { "content-type": "application/json;charset=UTF-8" };
const HTML_TYPE = { "content-type": "text/html;charset=UTF-8" };
const BODILESS = [204, 205, 304];

export function successAnswer(result: JsonValue, elapsed: number): Answer {
  return { status: 200, headers: JSON_TYPE, body: writeJson({ success: true, elapsed, result }) };
}

/** Each result in an envelope of its own. */
export function successAnswers(results: readonly JsonValue[], elapsed: number): Answer {
  const envelopes = results.map((result) => ({ success: true, elapsed, result }));
  return { status: 200, headers: JSON_TYPE, body: writeJson(envelopes) };
}

export function refusalAnswer(status: number, error: string, elapsed: number): Answer {
  return { status, headers: JSON_TYPE, body: writeJson({ success: false, elapsed, error }) };
}

/** An answer of the given status that is not about the request at all, as a gateway or a crash would give. */
export function brokenAnswer(effect: Omit<EffectOf<"status-after">, "kind">, retryAfter?: string): Answer {
  const answer = statusBody(effect.status, effect.body);
  const headers =
    retryAfter === undefined ? answer.headers : { ...answer.headers, "retry-after": retryAfter };
  return { ...answer, headers, body: BODILESS.includes(effect.status) ? null : answer.body };
}

function statusBody(status: number, body: EffectOf<"status">["body"]): Answer {
  switch (body) {
    case "envelope":
      return refusalAnswer(status, `The simulator was told to answer ${status}.`, 0);
    case "html":
      return { status, headers: HTML_TYPE, body: htmlPage(status) };
    case "empty":
      return { status, headers: {}, body: null };
  }
}

function htmlPage(status: number): string {
  return `<!doctype html><html><head><title>${status}</title></head><body><h1>${status}</h1><hr>gateway</body></html>`;
}

/** The answer's body made unreadable while its status stays. */
export function unreadableAnswer(answer: Answer, { body }: EffectOf<"body">): Answer {
  if (body === "html") return { status: answer.status, headers: HTML_TYPE, body: htmlPage(answer.status) };
  const text = answer.body ?? "";
  return { ...answer, body: text.slice(0, Math.floor(text.length / 2)) };
}
