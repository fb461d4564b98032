import type * as z from "zod";

const KINDS: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
};
const COUNTED: Readonly<Record<string, string>> = { string: " characters", array: " entries" };

/** What the schema library would say in its own terms, in those of a caller: `must hold at most 200 entries`. */
export const inWords: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === "invalid_type") return `must be ${KINDS[issue.expected] ?? issue.expected}`;
  if (issue.code === "invalid_value") return `must be one of ${issue.values.map(String).join(", ")}`;
  if (issue.code === "too_big")
    return `${must(issue)} at most ${issue.maximum}${COUNTED[issue.origin] ?? ""}`;
  if (issue.code === "too_small")
    return `${must(issue)} at least ${issue.minimum}${COUNTED[issue.origin] ?? ""}`;
  return undefined;
};

const must = ({ origin }: { origin: string }): string => (origin === "array" ? "must hold" : "must be");
