import * as z from "zod";

export type InputProblem = { path: string; message: string };

export const listProblems = (problems: readonly InputProblem[]): string =>
  problems.map(({ path, message }) => (path ? `${path} ${message}` : message)).join("; ");

const KINDS: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
};
const COUNTED: Readonly<Record<string, string>> = { string: " characters", array: " entries" };

/** zod's messages in a caller's words: `must hold at most 200 entries`. */
export const inputMessage: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === "invalid_type") return `must be ${KINDS[issue.expected] ?? issue.expected}`;
  if (issue.code === "invalid_value") return `must be one of ${issue.values.map(String).join(", ")}`;
  if (issue.code === "too_big") return bound(issue.origin, `at most ${issue.maximum}`);
  if (issue.code === "too_small") return bound(issue.origin, `at least ${issue.minimum}`);
  return undefined;
};

const bound = (origin: string, limit: string): string =>
  `${origin === "array" ? "must hold" : "must be"} ${limit}${COUNTED[origin] ?? ""}`;

export type Parsed<T> = { ok: true; value: T } | { ok: false; problems: InputProblem[] };

/** @param given what {@link dropNotGiven} left of an input */
export function parseBySchema<T>(schema: z.ZodType<T>, given: unknown): Parsed<T> {
  const parsed = schema.safeParse(given, { error: inputMessage, reportInput: true });
  return parsed.success
    ? { ok: true, value: parsed.data }
    : { ok: false, problems: parsed.error.issues.flatMap(inputProblemsOf) };
}

function inputProblemsOf(issue: z.core.$ZodIssue): InputProblem[] {
  const path = issue.path.join(".");
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      path: path ? `${path}.${key}` : key,
      message: "is not a known field",
    }));
  }
  const missing = issue.path.length > 0 && issue.input === undefined;
  return [{ path, message: missing ? "is required" : issue.message }];
}

export const fieldAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((inner, key) => field(inner, key), value);

export function field(value: unknown, key: PropertyKey): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? (value as Record<PropertyKey, unknown>)[key]
    : undefined;
}

/** No known field lies deeper. */
const DEEPEST = 6;

/** Fields that forms send empty when nobody filled them in. No others: an empty refund amount is a mistake. */
const EMPTY_TEXTS: ReadonlySet<string> = new Set([
  "customerUid",
  "id",
  "email",
  "phone",
  "address2",
  "state",
  "zip",
  "sku",
  "language",
  "branchId",
  "defaultPaymentMethod",
]);
const EMPTY_LISTS: ReadonlySet<string> = new Set(["items", "allowedPaymentMethods"]);

export function dropNotGiven(value: unknown, depth = 0): unknown {
  if (depth > DEEPEST) return value;
  if (Array.isArray(value)) return value.map((item) => dropNotGiven(item, depth + 1));
  // A document reference, which a backend may store, leads to the whole SDK.
  if (!z.util.isPlainObject(value)) return value;
  const given = Object.entries(value).filter(
    ([name, inner]) => inner !== null && inner !== undefined && !isEmpty(name, inner),
  );
  return Object.fromEntries(given.map(([name, inner]) => [name, dropNotGiven(inner, depth + 1)]));
}

function isEmpty(name: string, value: unknown): boolean {
  if (typeof value === "string") return EMPTY_TEXTS.has(name) && value.trim() === "";
  return Array.isArray(value) && value.length === 0 && EMPTY_LISTS.has(name);
}
