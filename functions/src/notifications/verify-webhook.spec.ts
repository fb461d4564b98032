import assert from "node:assert/strict";
import { newWebhookSecret, signWebhook } from "../../test/support/sign-webhook.js";
import { parseWebhookSecrets, refuseForged, type SignedDelivery } from "./verify-webhook.js";

const secret = newWebhookSecret("the-first-secret-of-the-endpoint");
const other = newWebhookSecret("the-other-secret-of-the-endpoint");
const body = Buffer.from('{"id":"1601731695315563241","status":"PAID"}');
const now = () => Math.floor(Date.now() / 1000);

function delivery(signing: Parameters<typeof signWebhook>[1]): SignedDelivery {
  const headers = signWebhook(body, signing);
  const { "message-id": id, "message-timestamp": timestamp, "message-signature": signature } = headers;
  return { id, timestamp, signature, rawBody: body };
}
const refusal = (configured: string, signed: SignedDelivery) =>
  refuseForged(parseWebhookSecrets(configured).verifiers, signed);

describe("webhook signature", () => {
  it("accepts the answer that the documented formula gives", () => {
    // The published example of the service that delivers for the vendor.
    const [known] = parseWebhookSecrets("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").verifiers;
    assert.equal(
      known?.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", new Date(1_614_265_330_000), '{"test": 2432232314}'),
      "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    );
  });

  it("accepts either secret while one takes over from the other", () => {
    const both = `${secret}, ${other}\n`;
    assert.equal(refusal(both, delivery({ secrets: [secret] })), null);
    assert.equal(refusal(both, delivery({ secrets: [other] })), null);
  });

  it("accepts any one of several signatures, in any place, beside versions it does not know", () => {
    const signed = delivery({ secrets: [other, secret] });
    assert.equal(refusal(secret, signed), null);
    const one = delivery({ secrets: [secret] });
    assert.equal(refusal(secret, { ...one, signature: `v1a,xyz v2, v1 , ${one.signature}` }), null);
  });

  it("refuses another secret, another body, another id and another time", () => {
    const signed = delivery({ secrets: [secret] });
    assert.equal(refusal(other, signed), "signature_wrong");
    const rawBody = Buffer.from(`${body.toString()} `);
    assert.equal(refusal(secret, { ...signed, rawBody }), "signature_wrong");
    assert.equal(refusal(secret, { ...signed, id: "msg_other" }), "signature_wrong");
    assert.equal(refusal(secret, { ...signed, timestamp: String(now() - 60) }), "signature_wrong");
  });

  it("refuses signatures that are none", () => {
    const signed = delivery({ secrets: [secret] });
    for (const signature of ["v1", "v1,", "v1,AAAA", "v1,====", ",", "v1,é", "V1,x", "x".repeat(5_000)])
      assert.equal(refusal(secret, { ...signed, signature }), "signature_wrong", signature);
  });

  it("refuses what was signed more than five minutes from now, before or after", () => {
    for (const seconds of [-310, 310]) {
      const signed = delivery({ secrets: [secret], timestamp: now() + seconds });
      assert.equal(refusal(secret, signed), "timestamp_refused");
    }
    for (const seconds of [-280, 280]) {
      assert.equal(refusal(secret, delivery({ secrets: [secret], timestamp: now() + seconds })), null);
    }
  });

  it("refuses times that are none", () => {
    for (const timestamp of ["soon", "NaN", " ", "1e99"]) {
      assert.notEqual(refusal(secret, { ...delivery({ secrets: [secret] }), timestamp }), null, timestamp);
    }
  });

  it("refuses a delivery that lacks a header", () => {
    for (const missing of ["id", "timestamp", "signature"]) {
      const signed = { ...delivery({ secrets: [secret] }), [missing]: undefined };
      assert.equal(refusal(secret, signed), "headers_missing");
    }
  });
});

describe("webhook secrets", () => {
  it("reads one or several, with or without the prefix", () => {
    const bare = secret.replace("whsec_", "");
    for (const text of [secret, bare, `${secret}\n`, `  ${secret}  `]) {
      assert.deepEqual(count(text), { usable: 1, unusable: 0 });
    }
    for (const text of [`${secret} ${other}`, `${secret},${other}`, `${secret}\n${other}\n`]) {
      assert.deepEqual(count(text), { usable: 2, unusable: 0 });
    }
  });

  it("counts what is no secret, and keeps the others", () => {
    const tooShort = ["whsec_", "whsec_AAAA", "AAAA".repeat(4)];
    for (const text of ["none", "whsec_not base64!", secret.slice(0, -1), ...tooShort])
      assert.equal(count(text).usable, 0, text);
    assert.deepEqual(count(`${secret} typing-error`), { usable: 1, unusable: 1 });
    assert.deepEqual(count(""), { usable: 0, unusable: 0 });
  });

  function count(text: string) {
    const { verifiers, unusable } = parseWebhookSecrets(text);
    return { usable: verifiers.length, unusable };
  }
});
