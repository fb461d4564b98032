import assert from "node:assert/strict";
import { createRedactor } from "../pointcheckout/redact.js";
import { maskPersonal } from "./mask.js";

describe("personal data in foreign text", () => {
  for (const [what, text, masked] of [
    ["an e-mail", "no mail for user.name@example.com", "no mail for u***@example.com"],
    ["a phone", "cannot reach +971567123456", "cannot reach +***56"],
    ["a card", "card 4111111111111111 declined", "card ***11 declined"],
    ["a card in groups", "card 4111 1111 1111 1111 declined", "card ***11 declined"],
  ] as const) {
    it(`is masked: ${what}`, () => assert.equal(maskPersonal(text), masked));
    it(`is masked in what the vendor says: ${what}`, () => assert.equal(createRedactor([])(text), masked));
  }

  it("is not what an id or a date is", () => {
    const text = "checkout 1601731695315563241 of 2026-11-23 12:00:00, ORD-1-r1";
    assert.equal(maskPersonal(text), text);
  });
});
