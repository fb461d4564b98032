import assert from "node:assert/strict";
import cardValidator from "card-validator";
import { readCard, type TypedCard } from "./card-form.js";
import { TEST_CARDS } from "./test-cards.js";

const GOOD: TypedCard = {
  number: "4242 4242 4242 4242",
  expiry: "12/25",
  cvv: "100",
  name: "TEST USER",
  terms: true,
};

describe("readCard", () => {
  it("takes every test card, in whatever way it is typed", () => {
    for (const card of TEST_CARDS) {
      assert.ok(cardValidator.number(card.number).isValid, card.number);
      for (const number of [card.number, card.number.replace(/(.{4})/g, "$1-"), ` ${card.number} `]) {
        assert.deepEqual(readCard({ ...GOOD, number }), { card });
      }
    }
  });

  it("takes the digits of an Arabic or Persian keyboard", () => {
    const arabic = { ...GOOD, number: "٤٢٤٢ ٤٢٤٢ ٤٢٤٢ ٤٢٤٢", expiry: "١٢/٢٥", cvv: "١٠٠" };
    assert.ok("card" in readCard(arabic));
    assert.ok("card" in readCard({ ...GOOD, number: "۴۲۴۲۴۲۴۲۴۲۴۲۴۲۴۲" }));
  });

  it("takes any well-formed expiry, past or not", () => {
    for (const expiry of ["12/25", "1/30", "01 / 2031", "1225", "12-25", "02/99"]) {
      assert.ok("card" in readCard({ ...GOOD, expiry }), expiry);
    }
    for (const expiry of ["", "13/25", "00/25", "12", "12/2", "2025/12", "12/25x"]) {
      assert.deepEqual(readCard({ ...GOOD, expiry }), { errors: { expiry: "expiry-invalid" } }, expiry);
    }
  });

  it("names what is wrong, field by field", () => {
    const empty = { number: "", expiry: "", cvv: "", name: " ", terms: false };
    assert.deepEqual(readCard(empty), {
      errors: {
        number: "number-missing",
        expiry: "expiry-invalid",
        cvv: "cvv-invalid",
        name: "name-missing",
        terms: "terms-unticked",
      },
    });
    for (const [number, error] of [
      ["4242 4242 4242 4241", "number-invalid"],
      ["4242", "number-invalid"],
      ["card", "number-invalid"],
      ["5555 5555 5555 4444", "number-not-test"],
    ] as const) {
      assert.deepEqual(readCard({ ...GOOD, number }), { errors: { number: error } });
    }
    for (const cvv of ["", "12", "1234", "abc"]) {
      assert.deepEqual(readCard({ ...GOOD, cvv }), { errors: { cvv: "cvv-invalid" } });
    }
  });
});
