import fc from "fast-check";
import { FIRST } from "../fixtures/orders.js";
import { malformedInputs } from "./malformed-inputs.js";
import { newWebhookSecret, signWebhook } from "./sign-webhook.js";

export type Delivery = { id: string; orderId: string; referenceId: string };

export const bodyOf = (data: unknown): string => JSON.stringify(data) ?? "undefined";

const NO_OBJECT = ["", "null", "[]", "{", "\ufeff{}", "<id>1</id>"];
const NO_ID = ['{"id":}', `{"id":${FIRST}}`, `{"id":"${FIRST}"`];

/** Bodies of which no checkout id can be read. What surrounds the id is not ours, and may grow. */
export const withoutId = (good: Delivery): fc.Arbitrary<string> =>
  fc.oneof(
    malformedInputs({ id: FIRST }, () => true)
      .map(({ data }) => data)
      .filter((data) => typeof data !== "object" || data === null || Object(data).id !== FIRST)
      .map(bodyOf),
    fc.string({ maxLength: 500 }).filter((text) => !text.includes(FIRST)),
    fc.constantFrom(...NO_OBJECT, ...NO_ID),
    fc
      .constantFrom(".", "..", "a/b", "__x__", "constructor", "__proto__", " 1", "1\n", "١")
      .map((id) => bodyOf({ id })),
    fc.constant(`${"[".repeat(30_000)}${"]".repeat(30_000)}`),
    fc.constant(bodyOf({ ...good, more: "x".repeat(70_000) })),
  );

const headerName = fc.constantFrom("message-id", "message-timestamp", "message-signature");
const NO_HEADER = ["", "NaN", "-1", "1e9", "9".repeat(400), "v1,", "v2,x", "v1,\u0000"];

/** Headers of a delivery of `good` that the vendor did not sign, or not now, or not so. */
export const forgedHeaders = (good: Delivery, secret: string): fc.Arbitrary<Record<string, string>> =>
  fc.oneof(
    fc.dictionary(headerName, fc.string()),
    fc
      .tuple(headerName, fc.oneof(fc.string(), fc.constantFrom(...NO_HEADER)))
      .map(([name, value]) => ({ ...signWebhook(bodyOf(good), { secrets: [secret] }), [name]: value })),
    fc
      .string({ minLength: 16 })
      .map((made) => signWebhook(bodyOf(good), { secrets: [newWebhookSecret(made)] })),
    fc
      .integer({ min: 400, max: 1_000_000_000 })
      .chain((seconds) => fc.constantFrom(seconds, -seconds))
      .map((ago) =>
        signWebhook(bodyOf(good), { secrets: [secret], timestamp: Math.floor(Date.now() / 1000) - ago }),
      ),
    fc.constant(signWebhook("another body", { secrets: [secret] })),
  );
