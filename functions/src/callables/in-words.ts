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
  switch (issue.code) {
    case "invalid_type":
      return `must be ${KINDS[issue.expected] ?? issue.expected}`;
    case "too_big":
      return `must ${issue.origin === "array" ? "hold" : "be"} at most ${issue.maximum}${COUNTED[issue.origin] ?? ""}`;
    case "too_small":
      return `must ${issue.origin === "array" ? "hold" : "be"} at least ${issue.minimum}${COUNTED[issue.origin] ?? ""}`;
    case "invalid_value":
      return `must be one of ${issue.values.map(String).join(", ")}`;
    default:
      return undefined;
  }
};
