import { defineBoolean, defineSecret, defineString } from "firebase-functions/params";

const region = defineString("FULFILMENT_REGION", {
  default: "us-central1",
  description: "Region of the functions; near your Firestore database.",
});
const database = defineString("FULFILMENT_DATABASE", {
  default: "(default)",
  description: "Firestore database of the orders: what POINTCHECKOUT_DATABASE names.",
});
const allowTest = defineBoolean("FULFILMENT_ALLOW_TEST", {
  default: false,
  description:
    "Serve orders that were paid at the vendor's test host, where a public card number pays for anything.",
});
const mailUrl = defineString("FULFILMENT_MAIL_URL", {
  default: "",
  description: "Where to POST an e-mail, such as https://api.resend.com/emails. Empty: none is sent.",
});
const mailFrom = defineString("FULFILMENT_MAIL_FROM", {
  default: "",
  description: "Sender of the e-mails.",
});
const channel = defineString("FULFILMENT_CHANNEL", {
  default: "",
  description:
    "Eventarc channel that gets every order event, such as locations/us-central1/channels/firebase. Empty: none.",
});
const mailKey = defineSecret("FULFILMENT_MAIL_KEY");

/** Every event of every order. */
const EVENT_DOCUMENT = "orders/{orderId}/events/{eventId}";

const TIMEOUT_SECONDS = 60;

/** Longer than a function can run, so that a living one never loses its claim; ms. */
export const LEASE_MS = (TIMEOUT_SECONDS + 30) * 1000;

/** Whoever sends e-mails has to be given these. */
export const mailSecrets = [mailKey];

/** Options that both functions share: what throws is delivered again. */
export const functionOptions = {
  database,
  document: EVENT_DOCUMENT,
  region,
  timeoutSeconds: TIMEOUT_SECONDS,
  retry: true,
} as const;

export const readDatabase = (): string => database.value() || "(default)";

export const readSettings = () => ({ servesTestPayments: allowTest.value() });

export type MailSettings = { url: string; from: string; key: string };

/** Null when no e-mail is to be sent. @throws when the provider would refuse each one: deliver again once corrected */
export function readMailSettings(): MailSettings | null {
  const [url, from] = [mailUrl.value().trim(), mailFrom.value().trim()];
  if (url === "") return null;
  if (from === "") throw new Error("FULFILMENT_MAIL_FROM has to name the sender");
  return { url, from, key: mailKey.value().trim() };
}

/** Null when nothing is to be published. */
export const readChannel = (): string | null => channel.value() || null;
