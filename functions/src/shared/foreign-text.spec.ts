import assert from "node:assert/strict";
import { cleanText } from "./foreign-text.js";

const secrets = ["key-1234", "key-1234-secret/&=", ""];

describe("cleanText", () => {
  for (const [what, text, clean] of [
    ["leaves ordinary text alone", "Checkout not found", "Checkout not found"],
    ["takes out each secret, each time", "key-1234 key-1234 ok", "[redacted] [redacted] ok"],
    ["leaves no rest of a secret that begins with another", "key-1234-secret/&=!", "[redacted]!"],
    ["knows a secret by its URL-encoded spelling", "?s=key-1234-secret%2F%26%3D", "?s=[redacted]"],
    ["is not fooled by invisible characters", "key\u0000-12\u200b34", "[redacted]"],
    ["makes one blank of lines and tabs", " a\r\n\tb ", "a b"],
    ["drops characters that reverse the text or are half of a pair", "a\u202eb\ud800c", "abc"],
    ["keeps other scripts", "لم يتم العثور على الطلب 😀", "لم يتم العثور على الطلب 😀"],
  ] as const) {
    it(what, () => assert.equal(cleanText(text, secrets), clean));
  }

  it("cuts to 500 characters without splitting one", () => {
    assert.equal(cleanText("😀".repeat(501), secrets), "😀".repeat(500));
  });

  it("cuts after redacting, so that no half of a secret stays at the edge", () => {
    const clean = cleanText(`${"x".repeat(495)}key-1234`, secrets);
    assert.equal(clean, `${"x".repeat(495)}[reda`);
  });
});
