import type { Request } from "firebase-functions/v2/https";
import type { InputProblem } from "../orders/model/parse-by-schema.js";
import { sizeProblems } from "./input-size.js";

/** What a client library writes of a number that is larger than JavaScript's. */
const INTEGERS = ["Int64Value", "UInt64Value"].map((name) => `type.googleapis.com/google.protobuf.${name}`);

const found = new WeakMap<object, InputProblem[]>();

/**
 * Takes from a request what the platform would fail at before the callable sees it (with `internal`, as if it were our
 * fault), lose on the way (a key `__proto__`), or write to the log as it came. The callable refuses it in its place, once
 * it knows who calls: see `undecodableIn`.
 */
export function withholdUndecodable(request: Request): void {
  const body: unknown = request.body;
  if (!isRecord(body) || Object.keys(body).join() !== "data") {
    // The platform refuses a body without data, and logs the whole of it.
    request.body = {};
    return;
  }
  const { data } = body;
  const tooMuch = sizeProblems(data);
  // Once the size is known to be small, all of it can be looked at.
  const problems = tooMuch.length > 0 ? tooMuch : undecodable(data, []);
  if (problems.length === 0) return;
  found.set(request, problems);
  request.body = { data: null };
}

/** What was withheld of a request; nothing when there was none, as in a call within the process. */
export const undecodableIn = (request: { rawRequest?: object }): readonly InputProblem[] =>
  (request.rawRequest && found.get(request.rawRequest)) ?? [];

function undecodable(value: unknown, path: readonly string[]): InputProblem[] {
  if (typeof value !== "object" || value === null) return [];
  const type: unknown = Object.hasOwn(value, "@type") ? (value as Record<string, unknown>)["@type"] : null;
  if (type && !isInteger(value as Record<string, unknown>)) {
    return [{ path: [...path, "@type"].join("."), message: "is not a known field" }];
  }
  return Object.entries(value).flatMap(([name, inner]) => {
    const place = [...path, name];
    if (name === "__proto__") return [{ path: place.join("."), message: "is not a known field" }];
    return undecodable(inner, place);
  });
}

const isInteger = (value: Record<string, unknown>): boolean =>
  typeof value["@type"] === "string" &&
  INTEGERS.includes(value["@type"]) &&
  typeof value.value === "string" &&
  !Number.isNaN(Number.parseFloat(value.value));

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
