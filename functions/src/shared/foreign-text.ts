import { maskPersonal } from "./mask.js";

/** As much as a log line or a document takes of one text. */
const LONGEST = 500;
/** Looked at, of a text of any length. Nothing that is taken out is so long that less than LONGEST could be left. */
const LONGEST_READ = 20_000;

/** The secrets of a deployment. In a function that was not given one, it is not there. */
export const SECRET_NAMES = [
  "POINTCHECKOUT_API_KEY",
  "POINTCHECKOUT_API_SECRET",
  "POINTCHECKOUT_WEBHOOK_SECRETS",
] as const;

/** Every secret that this process was given; of a webhook's also the key without what it begins with. */
function secretsOfProcess(): string[] {
  const texts = SECRET_NAMES.flatMap((name) => (process.env[name] ?? "").split(/[\s,]+/));
  return texts.flatMap((text) => [text, text.replace(/^whsec_/, "")]);
}

const spellings = (secret: string): string[] => [
  secret,
  encodeURIComponent(secret),
  JSON.stringify(secret).slice(1, -1),
];

/** On one line, without control and formatting characters and halves of a pair. */
export const withoutInvisible = (text: string): string =>
  text.replaceAll(/\s+/gu, " ").replaceAll(/[\p{Cc}\p{Cf}\p{Cs}]/gu, "");

/**
 * Foreign text as it may stand in logs, documents and answers. Invisible characters go first, then secrets and personal
 * data, and it is cut to 500 characters last: a secret must neither escape by being interrupted by an invisible
 * character nor be cut so that its first half stays.
 *
 * @param more secrets beside those of this process
 */
export function cleanText(text: string, more: readonly string[] = []): string {
  const secrets = [...secretsOfProcess(), ...more]
    .filter((secret) => secret !== "")
    .flatMap(spellings)
    // Longest first: a key that is the beginning of the secret would else leave the secret's rest standing.
    .toSorted((a, b) => b.length - a.length);
  const readable = withoutInvisible(text).slice(0, LONGEST_READ);
  const clean = secrets.reduce((rest, secret) => rest.replaceAll(secret, "[redacted]"), readable);
  return Array.from(maskPersonal(clean).trim()).slice(0, LONGEST).join("");
}
