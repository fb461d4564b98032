import assert from "node:assert/strict";
import fc from "fast-check";
import { budget } from "../../../test/budget.js";
import { prove } from "../../../test/prove.js";
import { cpuTimeMs } from "../../test/support/cpu-time.js";
import { cleanText } from "./foreign-text.js";
import { maskPersonal } from "./mask.js";

describe("personal data in foreign text", () => {
  for (const [what, text, masked] of [
    ["an e-mail", "no mail for user.name@example.com", "no mail for u***@example.com"],
    ["an e-mail with odd letters", "to <o'brien+x!y@example.com>", "to <o***@example.com>"],
    ["an e-mail in a URL", "?email=user.name%40example.com&x=1", "?email=u***%40example.com&x=1"],
    ["a phone", "cannot reach +971567123456", "cannot reach +***56"],
    ["a phone as it is stored", "cannot reach 971567123456.", "cannot reach ***56."],
    ["two phones", "971567123456,971567123457", "***56,***57"],
    ["a phone in JSON", '{"phone":"971567123456"}', '{"phone":"***56"}'],
    ["a phone in a URL", "?phone=%2B971567123456", "?phone=***56"],
    ["a phone with 00", "call 00971567123456", "call ***56"],
    ["a phone with 00, in groups", "call 00 971 56 712-3456", "call 00 ***56"],
    ["a phone in groups", "call +971 (56) 712 3456", "call +***56"],
    ["a phone in groups, without its prefix", "971 56 712 3456 is wrong", "***56 is wrong"],
    ["a phone as one dials it", "call 056 712 3456", "call ***56"],
    ["a phone as one dials it, on end", "call 0567123456", "call ***56"],
    ["a short phone that is called so", "phone: 712 3456", "phone: ***56"],
    ["a phone of North America", "call 14155552671", "call ***71"],
    ["a phone glued to its name", "phone971567123456", "phone***56"],
    ["a phone in Arabic digits", "اتصل ٩٧١٥٦٧١٢٣٤٥٦", "اتصل ***"],
    ["a card", "card 4111111111111111 declined", "card ***11 declined"],
    ["a card in groups", "card 4111 1111 1111 1111 declined", "card ***11 declined"],
    ["a card with dashes", "card 4111-1111-1111-1111 declined", "card ***11 declined"],
    ["a card of fifteen digits", "card 378282246310005 declined", "card ***05 declined"],
    ["a card of fifteen digits, in groups", "card 3782 822463 10005 declined", "card ***05 declined"],
    ["a card of nineteen digits", "card 6304000000000000000 declined", "card ***00 declined"],
    ["a card with a typing error", "card 4111111111111112 declined", "card ***12 declined"],
    ["a card within an id", "ORD-4111111111111111-r1", "ORD-***11-r1"],
    ["a card before a fraction", "4111111111111111.00", "***11.00"],
  ] as const) {
    it(`is masked: ${what}`, () => assert.equal(maskPersonal(text), masked));
    it(`is masked in what the vendor says: ${what}`, () => assert.equal(cleanText(text), masked));
  }

  for (const [what, text] of [
    ["an id of the vendor's", "checkout 1601731695315563241 is unknown"],
    ["an id of the vendor's with 18 digits", "checkout 160173169531556324 is unknown"],
    ["an id of the vendor's in a URL", "/checkout/1790000000000000001/cancel"],
    ["an order id", "ORD-1234567890-r1 and order_1234567890 are taken"],
    ["a time", "2026-11-23 12:00:00, 2026-11-23T12:00:00.123+04:00, 23/11/2026"],
    ["a time in ms", "at 1772366400000"],
    ["an amount", "100000.00 is more than 12345.67 AED"],
    ["an amount of some size", "AED 1234567890.50, 987654321.000 KWD"],
    ["a whole amount", "IRR 987654321000 or 987654321 VND"],
    ["a long fraction", "0.3333333333333"],
    ["a small number", "status 400, 12 of 10080 minutes, port 9400"],
    ["a UUID", "123e4567-e89b-12d3-a456-426614174000"],
    ["a masked card", "4111 11** **** 1111 and 411111******1111"],
  ] as const) {
    it(`is not masked: ${what}`, () => assert.equal(maskPersonal(text), text));
  }

  it("never keeps a phone as it is stored, whatever words surround it", () => {
    const phone = fc.stringMatching(/^(?:971[0-9]{9}|9665[0-9]{8}|20[0-9]{10}|44[0-9]{10}|91[0-9]{10})$/);
    const word = fc.constantFrom("", "to ", "customer ", '"', "=", "(", "<b>", "for:", "/", "\n", "1, ");
    const property = fc.property(
      word,
      phone,
      fc.constantFrom("", " ", '"', ".", ",", "<", ")", "\n"),
      (before, digits, after) => {
        assert.ok(!maskPersonal(before + digits + after).includes(digits));
      },
    );
    prove("values: phones in texts", property, budget.values);
  });

  it("takes no longer for a megabyte of anything", () => {
    for (const text of ["a", "a@", "0", "1 ", "phone", "+1", "٣", "4111 ", "a.b-"]) {
      const began = cpuTimeMs();
      cleanText(text.repeat(Math.ceil(1_048_576 / text.length)));
      const tookMs = cpuTimeMs() - began;
      assert.ok(tookMs < 2_000, `${text}: ${tookMs} ms`);
    }
  });
});
