import assert from "node:assert/strict";
import { expectedSignature } from "../../test/support/webhook-receiver.js";
import { generateWebhookSecret } from "./webhook-secret.js";
import { signatureHeaders } from "./webhook-signature.js";

// Computed with OpenSSL: printf '%s' "<id>.<seconds>.<body>" | openssl dgst -sha256 -mac HMAC -macopt hexkey:<key>
const KNOWN = {
  secret: "whsec_c2ltdWxhdG9yLXdlYmhvb2stc2lnbmluZy1zZWNyZXQ=",
  messageId: "msg_2mKqXo0Zb7cTnF4Ry9Lw1VhGd3A",
  timestamp: 1_735_689_600,
  body: '{"id":"1790000000000000001","status":"PAID","grandtotal":125.50}',
  signature: "v1,TkDZBGToZOrUFRJZuYR4NOixww87qwJgMxK/IkixY7w=",
};

describe("signatureHeaders", () => {
  it("gives the known answer, and so does the receiver of the specs", () => {
    const { secret, messageId, timestamp, body, signature } = KNOWN;
    const sentAt = new Date(timestamp * 1_000 + 999);
    assert.deepEqual(signatureHeaders([secret], { messageId, sentAt, body }), {
      "message-id": messageId,
      "message-timestamp": "1735689600",
      "message-signature": signature,
    });
    assert.equal(expectedSignature(secret, KNOWN), signature);
  });

  it("signs with every secret, in their order, and beyond ASCII", () => {
    const secrets = [generateWebhookSecret(), generateWebhookSecret()];
    const body = '{"customerFirstName":"أمل"}';
    const headers = signatureHeaders(secrets, { messageId: "msg_1", sentAt: new Date(0), body });
    assert.equal(
      headers["message-signature"],
      secrets
        .map((secret) => expectedSignature(secret, { messageId: "msg_1", timestamp: 0, body }))
        .join(" "),
    );
  });
});
