import assert from "node:assert/strict";

import { createRedactor, toSafeCause } from "./redact.js";

const redact = createRedactor(["key-1234", "key-1234-secret/&=", ""]);

describe("createRedactor", () => {
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
    it(what, () => assert.equal(redact(text), clean));
  }

  it("cuts to 500 characters without splitting one", () => {
    assert.equal(redact("😀".repeat(501)), "😀".repeat(500));
  });

  it("cuts after redacting, so that no half of a secret stays at the edge", () => {
    const clean = redact(`${"x".repeat(495)}key-1234`);
    assert.equal(clean, `${"x".repeat(495)}[reda`);
  });
});

describe("toSafeCause", () => {
  it("keeps name, code and message only", () => {
    const error = Object.assign(new TypeError("sent key-1234"), { code: "E_KEY", config: { secret: "x" } });
    assert.deepEqual(toSafeCause(error, redact), {
      name: "TypeError",
      code: "E_KEY",
      message: "sent [redacted]",
    });
  });

  it("has no code if the error has none, or one that is no text", () => {
    assert.deepEqual(toSafeCause(new Error("x"), redact), { name: "Error", message: "x" });
    assert.deepEqual(toSafeCause(Object.assign(new Error("x"), { code: 5 }), redact), {
      name: "Error",
      message: "x",
    });
  });

  it("takes something thrown that is no error", () => {
    assert.deepEqual(toSafeCause("key-1234 is bad", redact), { name: "Error", message: "[redacted] is bad" });
  });
});
