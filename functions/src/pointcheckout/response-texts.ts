import * as z from "zod";
import { cleanText } from "../shared/foreign-text.js";
import { normaliseStatus } from "./provider-status.js";

/** Control and formatting characters, halves of a pair, line separators. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

const LONGEST_STATUS = 100;
const LONGEST_DISPLAYED = 100;

export const orNull = <T>(schema: z.ZodType<T>): z.ZodType<T | null> =>
  schema.nullish().transform((value) => value ?? null);

/** Optional field: an unusable value becomes null. */
export const optional = <T>(schema: z.ZodType<T | null>): z.ZodType<T | null> => schema.catch(null);

/** Compared or sent back, so it is refused, not repaired: a cleaned text could equal another. */
export const identifier: z.ZodType<string> = z
  .string()
  .max(500)
  .refine((text) => !INVISIBLE.test(text), "holds invisible characters");

/** For people: cleaned, and cut. */
export const displayText: z.ZodType<string | null> = optional(
  orNull(z.string()).transform((text) => (text === null ? null : cut(cleanText(text), LONGEST_DISPLAYED))),
);

/** The vendor's spelling: clean, cut, never empty. Marked if cleaning would make an unknown status a known one. */
export function keptStatus(text: string): string {
  const visible = text.replaceAll(new RegExp(INVISIBLE, "gu"), "\u{fffd}");
  const kept = cut(cleanText(visible), LONGEST_STATUS - 1);
  const isSame = kept !== "" && normaliseStatus(kept) === normaliseStatus(text);
  return isSame ? kept : `\u{fffd}${kept}`;
}

/** A browser drops invisible characters, and would open another address. */
export const pageUrl: z.ZodType<string> = z
  .string()
  .max(2000)
  .refine((text) => !INVISIBLE.test(text) && !/\s/u.test(text), "holds invisible characters or blanks");

const cut = (text: string, longest: number): string =>
  Array.from(text.slice(0, 2 * longest))
    .slice(0, longest)
    .join("");
