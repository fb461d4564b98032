import type { CallableRequest, Request } from "firebase-functions/v2/https";
import type { InputProblem } from "../orders/model/parse-by-schema.js";

const MOST_BYTES = 500_000;
const DEEPEST = 8;

/** A client library's form of a number that is larger than JavaScript's. */
const INTEGERS = ["Int64Value", "UInt64Value"].map((name) => `type.googleapis.com/google.protobuf.${name}`);

const scanned = new WeakMap<object, InputProblem[]>();

/**
 * Takes from a request what the platform would fail at (answering `internal`), lose (a key `__proto__`) or log as it
 * came. The callable refuses it once it knows who calls: see {@link unreadableIn}.
 */
export function withholdUnreadable(request: Request): void {
  // First, because of what is large nothing else is looked at.
  const isTooLarge = (request.rawBody?.length ?? 0) > MOST_BYTES;
  if (!isTooLarge && !isCall(request.body)) {
    // The platform refuses a body without data, and logs the whole of it.
    request.body = {};
    return;
  }
  const problems = isTooLarge
    ? [{ path: "", message: `the call has more than ${MOST_BYTES} bytes` }]
    : problemsIn(request.body.data);
  scanned.set(request, problems);
  if (problems.length > 0) request.body = { data: null };
}

/** Bytes, as of a body that is no JSON, would have a key each. */
const isCall = (body: unknown): boolean =>
  typeof body === "object" && !ArrayBuffer.isView(body) && Object.keys(body ?? {}).join() === "data";

/** What was withheld of a call; a call within the process is scanned here. */
export const unreadableIn = ({
  rawRequest,
  data,
}: Partial<Pick<CallableRequest<unknown>, "rawRequest" | "data">>): readonly InputProblem[] =>
  (rawRequest && scanned.get(rawRequest)) ?? problemsIn(data);

/** The first one, or none. */
function problemsIn(value: unknown, path: readonly string[] = []): InputProblem[] {
  if (typeof value !== "object" || value === null) return [];
  if (path.length >= DEEPEST) return [{ path: path[0] ?? "", message: "is nested too deeply" }];
  const fields = value as Record<string, unknown>;
  if (Object.hasOwn(fields, "@type") && fields["@type"] && !isInteger(fields))
    return unknownField(path, "@type");
  for (const [name, inner] of Object.entries(fields)) {
    const found = name === "__proto__" ? unknownField(path, name) : problemsIn(inner, [...path, name]);
    if (found.length > 0) return found;
  }
  return [];
}

const unknownField = (path: readonly string[], name: string): InputProblem[] => [
  { path: [...path, name].join("."), message: "is not a known field" },
];

const isInteger = ({ "@type": type, value }: Record<string, unknown>): boolean =>
  typeof type === "string" &&
  INTEGERS.includes(type) &&
  typeof value === "string" &&
  !Number.isNaN(Number.parseFloat(value));
