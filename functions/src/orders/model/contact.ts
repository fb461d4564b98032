import { domainToASCII } from "node:url";
import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import * as z from "zod";

const LONGEST_PHONE = 60;
const LONGEST_EMAIL = 254;

/** Marks of direction and variation selectors, which pasting and Arabic text bring along. */
const MARKS = /[\u061c\u200e\u200f\u202a\u202c]|[\ufe00-\ufe0f]/g;
/** Other invisible characters are dropped only at the ends: inside they would hide what the address is. */
const ENDS =
  /^[\s\u00ad\u180e\u200b\u202b-\u202e\u2060-\u2069\ufeff]+|[\s\u00ad\u180e\u200b\u202b-\u202e\u2060-\u2069\ufeff]+$/g;

const withoutPasteMarks = (text: string): string => text.replace(MARKS, "").replace(ENDS, "");

const withAsciiDigits = (text: string): string =>
  text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf));

/** Digits with the calling code: `+971 (0)56 712 3456` and `00971567123456` become `971567123456`. */
export const phoneSchema = z.string("must be text").transform((text, context) => {
  const typed = withAsciiDigits(withoutPasteMarks(text.slice(0, 10 * LONGEST_PHONE)));
  if (typed.length <= LONGEST_PHONE && /^\+?[0-9(][0-9\p{Zs}().\-\u2010-\u2015]+$/u.test(typed)) {
    const phone = parsePhoneNumberFromString(`+${typed.replace(/^(\+|00)/, "")}`);
    if (phone?.isPossible()) return phone.number.slice(1);
  }
  context.addIssue("must be a phone number with its international calling code, such as 971567123456");
  return z.NEVER;
});

const ASCII_DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})$/;
const asciiAddress = z.email();

/** Lower case, with an ASCII domain: `Sara@مثال.امارات` is stored as `sara@xn--mgbh0fb.xn--mgbaam7a8h`. */
export const emailSchema = z.string("must be text").transform((text, context) => {
  const typed = withoutPasteMarks(text.slice(0, 10 * LONGEST_EMAIL));
  const [local = "", given = "", ...more] = typed.split("@");
  // domainToASCII stops at a slash and decodes percent signs: it must be given a name.
  const domain = /^(?:[\p{L}\p{N}\p{M}.\u3002-]|\u200c|\u200d)+$/u.test(given) ? domainToASCII(given) : "";
  const email = `${local.toLowerCase()}@${domain}`;
  const isAddress = asciiAddress.safeParse(`${local}@example.com`).success && ASCII_DOMAIN.test(domain);
  if (isAddress && more.length === 0 && email.length <= LONGEST_EMAIL) return email;
  context.addIssue("must be an e-mail address, such as name@example.com");
  return z.NEVER;
});
