import { maskPersonal } from "./mask.js";

const LONGEST = 500;
/** Longer than LONGEST, because secrets and personal data are cut out first. */
const LONGEST_READ = 20_000;

/** A function has only the secrets that it was given. */
export const SECRET_NAMES = [
  "POINTCHECKOUT_API_KEY",
  "POINTCHECKOUT_API_SECRET",
  "POINTCHECKOUT_WEBHOOK_SECRETS",
] as const;

/** A webhook secret also without its prefix. */
function secretsOfProcess(): string[] {
  const texts = SECRET_NAMES.flatMap((name) => (process.env[name] ?? "").split(/[\s,]+/));
  return texts.flatMap((text) => [text, text.replace(/^whsec_/, "")]);
}

const spellings = (secret: string): string[] => [
  secret,
  encodeURIComponent(secret),
  JSON.stringify(secret).slice(1, -1),
];

/**
 * Foreign text made safe for logs, documents and answers. Invisible characters go first, then secrets and personal
 * data; the cut to `longest` characters comes last, so that no part of a secret stays.
 * @param more secrets beside those of this process
 */
export function cleanText(text: string, more: readonly string[] = [], longest = LONGEST): string {
  const secrets = [...secretsOfProcess(), ...more]
    .filter((secret) => secret !== "")
    .flatMap(spellings)
    // Longest first: a shorter secret could be the beginning of a longer one.
    .toSorted((a, b) => b.length - a.length);
  const visible = text.replaceAll(/\s+/gu, " ").replaceAll(/[\p{Cc}\p{Cf}\p{Cs}]/gu, "");
  const readable = visible.slice(0, LONGEST_READ);
  const clean = secrets.reduce((rest, secret) => rest.replaceAll(secret, "[redacted]"), readable);
  return Array.from(maskPersonal(clean).trim()).slice(0, longest).join("");
}
