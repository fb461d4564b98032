import assert from "node:assert/strict";
import { signWebhook } from "../../../functions/test/support/sign-webhook.js";
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
    const headers = signatureHeaders([secret], { messageId, sentAt, body });
    assert.deepEqual(headers, {
      "message-id": messageId,
      "message-timestamp": "1735689600",
      "message-signature": signature,
    });
    assert.deepEqual(signWebhook(body, { id: messageId, timestamp, secrets: [secret] }), headers);
  });

  it("signs with every secret, in their order, and beyond ASCII", () => {
    const secrets = [generateWebhookSecret(), generateWebhookSecret()];
    const body = '{"customerFirstName":"أمل"}';
    assert.deepEqual(
      signatureHeaders(secrets, { messageId: "msg_1", sentAt: new Date(0), body }),
      signWebhook(body, { id: "msg_1", timestamp: 0, secrets }),
    );
  });
});
