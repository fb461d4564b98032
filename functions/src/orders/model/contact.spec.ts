import assert from "node:assert/strict";
import type * as z from "zod";
import { emailSchema, phoneSchema } from "./contact.js";

const messagesOf = (schema: z.ZodType, given: unknown): string[] =>
  schema.safeParse(given).error?.issues.map(({ message }) => message) ?? [];

describe("phoneSchema", () => {
  for (const [given, stored] of [
    ["971567123456", "971567123456"],
    ["+971 56 712 3456", "971567123456"],
    ["00971567123456", "971567123456"],
    [" +971-(56)-712.3456 ", "971567123456"],
    ["+1 (415) 555-2671", "14155552671"],
    ["+971 (0)50 123 4567", "971501234567"],
    ["00971 (0)50 123 4567", "971501234567"],
    ["+9710501234567", "971501234567"],
    ["+44 (0)20 7946 0958", "442079460958"],
    ["+39 06 1234 5678", "390612345678"],
    ["\u202a+971\u00a050\u00a0123\u00a04567\u202c", "971501234567"],
    ["\u200e+971 50 123 4567\ufe0f", "971501234567"],
    ["+971 50\u2011123\u20134567\ufeff", "971501234567"],
    ["٩٧١٥٦٧١٢٣٤٥٦", "971567123456"],
    ["+٩٧١ ٥٦ ٧١٢ ٣٤٥٦", "971567123456"],
    ["۰۰۹۷۱۵۶۷۱۲۳۴۵۶", "971567123456"],
  ] as const) {
    it(`stores ${JSON.stringify(given)} as ${stored}`, () => {
      assert.equal(phoneSchema.parse(given), stored);
      assert.equal(phoneSchema.parse(stored), stored);
    });
  }

  const noNumber = ["", "+", "97156712345a", "++971567123456", "+971+567123456", "+(0)(0)(0)"];
  const noSuchCode = ["0567123456", "999567123456"];
  const ofOtherLength = ["12345", "971 56", "9715671234567890"];
  const tooLong = ["1".repeat(100_000), "\u200e".repeat(100_000)];
  const withMore = ["+971 56 712 3456 ext. 7", "+971 56\u202e712 3456", "+971 56\n712 3456"];
  for (const given of [...noNumber, ...noSuchCode, ...ofOtherLength, ...tooLong, ...withMore, 971567123456]) {
    it(`refuses ${JSON.stringify(given).slice(0, 20)} in one message`, () => {
      const [message, ...more] = messagesOf(phoneSchema, given);
      assert.match(message ?? "", /^must be (text$|a phone number with its international calling code)/);
      assert.deepEqual(more, []);
    });
  }
});

describe("emailSchema", () => {
  for (const [given, stored] of [
    [" Sara@Example.COM ", "sara@example.com"],
    ["\u200esara@example.com\u200f", "sara@example.com"],
    ["\u00a0sara\ufe0f@example.com", "sara@example.com"],
    ["user@xn--mgbh0fb.xn--mgbaam7a8h", "user@xn--mgbh0fb.xn--mgbaam7a8h"],
    ["User@مثال.امارات", "user@xn--mgbh0fb.xn--mgbaam7a8h"],
    ["sara@bücher.de", "sara@xn--bcher-kva.de"],
    ["sara.ali+shop@mail.example.co.uk", "sara.ali+shop@mail.example.co.uk"],
  ] as const) {
    it(`stores ${JSON.stringify(given)} as ${stored}`, () => {
      assert.equal(emailSchema.parse(given), stored);
      assert.equal(emailSchema.parse(stored), stored);
    });
  }

  const noAddress = ["", "sara", "sara@", "@example.com", "a@b", "a@b@example.com", "سارة@example.com"];
  const withMore = ["a b@example.com", "a@example.com\nBcc: x@y.z", "a@example.com/x", "a@exa\u200bmple.com"];
  const noHost = ["a@exa%2emple.com", "a@127.0.0.1", "a@[::1]", "a@-example.com", "a@example..com"];
  const tooLong = ["a".repeat(100_000), `${"a".repeat(250)}@example.com`, `a@${"ü".repeat(100)}.example.com`];
  for (const given of [...noAddress, ...withMore, ...noHost, "a@xn--a.com", ...tooLong, 7]) {
    it(`refuses ${JSON.stringify(given).slice(0, 30)} in one message`, () => {
      const [message, ...more] = messagesOf(emailSchema, given);
      assert.match(message ?? "", /^must be (text$|an e-mail address)/);
      assert.deepEqual(more, []);
    });
  }
});
