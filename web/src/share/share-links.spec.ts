import assert from "node:assert/strict";
import { shareLinks } from "./share-links.js";

describe("links that share a payment link", () => {
  const text = "Pay 12.50 AED: https://pay.example/x?a=1&b=2";

  it("name the customer, and carry the whole text", () => {
    const customer = { phone: "971501234567", email: "a+b@example.com" };
    const { whatsApp, sms, mail } = shareLinks(customer, text, "Tea & more");
    assert.equal(new URL(whatsApp).pathname, "/971501234567");
    assert.equal(new URL(whatsApp).searchParams.get("text"), text);
    assert.ok(sms.startsWith("sms:+971501234567?&body="));
    assert.equal(decodeURIComponent(sms.split("body=")[1] ?? ""), text);
    assert.equal(decodeURIComponent(new URL(mail).pathname), "a+b@example.com");
    assert.equal(new URL(mail).searchParams.get("subject"), "Tea & more");
    assert.equal(new URL(mail).searchParams.get("body"), text);
  });

  it("leave the recipient open where the order has none", () => {
    const { whatsApp, sms, mail } = shareLinks({}, text, "Tea");
    assert.ok(whatsApp.startsWith("https://wa.me/?text="));
    assert.ok(sms.startsWith("sms:?&body="));
    assert.ok(mail.startsWith("mailto:?subject="));
  });
});
