import assert from "node:assert/strict";
import * as z from "zod";
import { inputMessage } from "./parse-by-schema.js";

const messageOf = (schema: z.ZodType, given: unknown): string | undefined =>
  schema.safeParse(given, { error: inputMessage }).error?.issues[0]?.message;

describe("inputMessage", () => {
  for (const [what, schema, given, message] of [
    ["too many lines", z.array(z.string()).max(2), ["a", "b", "c"], "must hold at most 2 entries"],
    ["no line", z.array(z.string()).min(1), [], "must hold at least 1 entries"],
    ["a long text", z.string().max(3), "abcd", "must be at most 3 characters"],
    ["a small number", z.number().min(15), 3, "must be at least 15"],
    ["a large number", z.number().max(15), 30, "must be at most 15"],
    ["half a minute", z.int(), 1.5, "must be a whole number"],
    ["a number for a text", z.string(), 7, "must be text"],
    ["a text for a list", z.array(z.string()), "a", "must be a list"],
    ["a text for an object", z.strictObject({}), "a", "must be an object"],
    ["a word for a choice", z.boolean(), "yes", "must be true or false"],
    ["another word", z.enum(["a", "b"]), "c", "must be one of a, b"],
    ["what a schema says itself", z.string("must be a name"), 7, "must be a name"],
  ] as const) {
    it(`reports ${what} without the library's terms`, () => assert.equal(messageOf(schema, given), message));
  }
});
