import * as z from "zod";
import { cleanText } from "../shared/foreign-text.js";
import { normaliseStatus } from "./provider-status.js";

/** Control and formatting characters, halves of a pair, and line separators: of no identifier, and of nothing that is shown. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

const LONGEST_STATUS = 100;
const LONGEST_DISPLAYED = 100;

/** Absent is as good as null. */
export const orNull = <T>(schema: z.ZodType<T>): z.ZodType<T | null> =>
  schema.nullish().transform((value) => value ?? null);

/** Of a field without which an answer says all that counts: what is not usable is not optional. */
export const optional = <T>(schema: z.ZodType<T | null>): z.ZodType<T | null> => schema.catch(null);

/**
 * What is compared, looked up or sent back. Refused and not repaired: without its invisible characters it could be
 * equal to another one.
 */
export const identifier: z.ZodType<string> = z
  .string()
  .max(500)
  .refine((text) => !INVISIBLE.test(text), "holds invisible characters");

/** What people read, and nothing is decided by: without what is invisible, secrets and personal data, and cut. */
export const displayText: z.ZodType<string | null> = optional(
  orNull(z.string()).transform((text) => (text === null ? null : cut(cleanText(text), LONGEST_DISPLAYED))),
);

/**
 * The vendor's own word for a status, as it is kept: clean, cut, and never empty. No word that means nothing to us
 * becomes one that does by that: it is marked.
 */
export function keptStatus(text: string): string {
  const visible = text.replaceAll(new RegExp(INVISIBLE, "gu"), "\u{fffd}");
  const kept = cut(cleanText(visible), LONGEST_STATUS - 1);
  const isSame = kept !== "" && normaliseStatus(kept) === normaliseStatus(text);
  return isSame ? kept : `\u{fffd}${kept}`;
}

/** A page's address. One with characters that a browser drops is another one than was looked at. */
export const pageUrl: z.ZodType<string> = z
  .string()
  .max(2000)
  .refine((text) => !INVISIBLE.test(text) && !/\s/u.test(text), "holds invisible characters or blanks");

const cut = (text: string, longest: number): string =>
  Array.from(text.slice(0, 2 * longest))
    .slice(0, longest)
    .join("");
