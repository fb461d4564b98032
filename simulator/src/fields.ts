import { isLosslessNumber, LosslessNumber } from "lossless-json";
import { z } from "zod";
import { Refusal } from "./checkouts/refusal.js";
import type { JsonValue } from "./json.js";
import { parseDecimal } from "./money/decimal.js";

export const TEN_YEARS_MS = 10 * 365 * 86_400_000;

/** A JSON number with its own digits, because amounts must stay exact. */
export const jsonNumber = z.custom<LosslessNumber>(isLosslessNumber, "must be a number");

export function wholeNumber(least: number, most: number) {
  return jsonNumber
    .transform((number) => Number(number.value))
    .refine((value) => Number.isInteger(value), "must be a whole number")
    .refine((value) => value >= least && value <= most, `must be between ${least} and ${most}`);
}

/** A whole number of minor units, positive or negative, never 0. */
export const minorUnits = jsonNumber
  .refine(({ value }) => /^-?\d{1,18}$/.test(value), "must be a whole number of at most 18 digits")
  .transform(({ value }) => BigInt(value))
  .refine((value) => value !== 0n, "must not be 0");

const givenDecimal = z
  .union([jsonNumber, z.string()], { error: "must be a decimal number" })
  .transform((given) => (given instanceof LosslessNumber ? given.value : given));

/** A decimal of at least 0, kept digit for digit: a JSON number, or the same in quotes. */
export const decimalField = givenDecimal.refine(
  (text) => parseDecimal(text)?.gte(0) === true,
  "must be a decimal number of at least 0",
);

/** A decimal greater than 0: a JSON number, or the same in quotes. */
export const decimalAmount = givenDecimal.transform((text, context) => {
  const decimal = parseDecimal(text);
  if (decimal?.gt(0)) return decimal;
  context.addIssue("must be a decimal number greater than 0");
  return z.NEVER;
});

/** Any JSON, its numbers kept digit for digit. */
export const anyJson = z.custom<JsonValue>((value) => value !== undefined, "must be a JSON value");

/** Reads a control request. @throws {Refusal} naming the first wrong field */
export function readControl<S extends z.ZodType>(schema: S, json: unknown): z.output<S> {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const unknownKey = issue?.code === "unrecognized_keys" ? issue.keys[0] : undefined;
  const field = [...(issue?.path ?? []), ...(unknownKey === undefined ? [] : [unknownKey])]
    .map(String)
    .join(".");
  const fault = unknownKey === undefined ? (issue?.message ?? "is not valid") : "is not known here";
  throw new Refusal(`${field || "The body"}: ${fault}`, field || undefined);
}
