import type { MailSettings } from "./config.js";
import { RefusedError } from "./do-once.js";

export type Mail = { to: string; subject: string; text: string };

const TIMEOUT_MS = 10_000;
/** Answers that may be another one later: credentials are corrected, the same key is in use at the moment, too many. */
const PASSING: ReadonlySet<number> = new Set([401, 403, 408, 409, 425, 429]);

/**
 * Sends an e-mail through a provider that takes `Idempotency-Key` and drops what comes twice, as Resend does for 24
 * hours: as long as Eventarc delivers again.
 *
 * @param key up to 256 characters
 * @returns the provider's id of the message, if it says one
 * @throws RefusedError when the provider would refuse it again
 * @see https://resend.com/docs/dashboard/emails/idempotency-keys
 */
export async function sendMail(settings: MailSettings, mail: Mail, key: string): Promise<string | null> {
  const response = await fetch(settings.url, {
    method: "POST",
    headers: {
      authorization: `Bearer ${settings.key}`,
      "content-type": "application/json",
      "idempotency-key": key,
    },
    body: JSON.stringify({ from: settings.from, to: [mail.to], subject: mail.subject, text: mail.text }),
    // A redirected POST becomes a GET, whose answer looks like a success.
    redirect: "error",
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const { status } = response;
  const body = await response.text();
  if (response.ok) return readId(body);
  const message = `failed ${status}: POST ${new URL(settings.url).pathname}`;
  throw status < 500 && !PASSING.has(status) ? new RefusedError(message) : new Error(message);
}

/** The message was taken, whatever else the answer says: an odd one is no reason to send it again. */
function readId(body: string): string | null {
  try {
    const { id } = JSON.parse(body);
    return typeof id === "string" ? id : null;
  } catch {
    return null;
  }
}
