import { inspect } from "node:util";

/** What must appear nowhere: planted where it belongs and in everything that comes from outside. */
export const PLANTED = {
  apiKey: "planted-key-7f3a91c2e4",
  apiSecret: "planted/secret+9d8e7f6a5b==",
  webhookSecret: `whsec_${Buffer.from("a planted webhook secret").toString("base64")}`,
  card: "4111111111111111",
  phone: "971567123456",
  email: "sara.ali@planted.example",
} as const;

export const PLANTED_ENVIRONMENT = {
  POINTCHECKOUT_API_KEY: PLANTED.apiKey,
  POINTCHECKOUT_API_SECRET: PLANTED.apiSecret,
  POINTCHECKOUT_WEBHOOK_SECRETS: PLANTED.webhookSecret,
};

const { apiKey, apiSecret, webhookSecret, card, phone, email } = PLANTED;

/** All of it in one text, short enough that nothing is hidden by being cut, and each in its usual spellings. */
const PLAIN = [
  `key ${apiKey}`,
  `secret ${apiSecret}`,
  `in a URL ${encodeURIComponent(apiSecret)}`,
  webhookSecret,
  `card ${card}, 4111 1111 1111 1111`,
  `phone ${phone}, +${phone}, +971 56 712 3456`,
  `mail ${email}`,
].join("; ");

/** The same with something invisible in the middle of each word. */
const INTERRUPTED = PLAIN.replaceAll(/([\w/]{4})([\w+/=.]{4,})/g, "$1\u200b$2");

/** As an error's message with what looks like a frame of its stack. */
const FRAMED = `first\n    at ${apiSecret} (${card}:1:1)\n    at ${email} ${phone}\n    at ${webhookSecret} ${apiKey}`;

export const ECHOES = { plain: PLAIN, interrupted: INTERRUPTED, framed: FRAMED };

export const NEEDLES: readonly string[] = [
  apiKey,
  apiSecret,
  encodeURIComponent(apiSecret),
  webhookSecret,
  webhookSecret.slice("whsec_".length),
  card,
  phone,
  phone.slice(3),
  email,
  email.slice(0, email.indexOf("@")),
];

/** An error as a library throws it: with the request that failed, and its cause. */
export function plantedError(echo: string): Error {
  const config = { headers: { "X-PointCheckout-Api-Secret": apiSecret }, data: { card, phone, email } };
  return Object.assign(new Error(echo, { cause: new Error(echo) }), { code: 13, details: echo, config });
}

/** All that is within a value, hidden fields, causes and stacks included. */
export const wholeText = (value: unknown): string =>
  typeof value === "string" ? value : inspect(value, { depth: 12, showHidden: true, maxStringLength: null });

/** Which of the planted secrets stand in a text, whatever separates their parts. */
export function secretsIn(text: string): string[] {
  const forms = [text, text.replaceAll(/\p{Cf}|\\u200b/gu, ""), text.replaceAll(/[ ().-]/g, "")];
  return NEEDLES.filter((needle) => forms.some((form) => form.includes(needle)));
}
