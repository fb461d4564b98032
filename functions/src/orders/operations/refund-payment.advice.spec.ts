import assert from "node:assert/strict";
import { at } from "../../../test/fixtures/orders.js";
import { adviseOnRefusal } from "./refund-payment.js";

const DAY_S = 24 * 60 * 60;
const advise = (vendorMessage: string | null, days: number | null) =>
  adviseOnRefusal({ vendorMessage, paidAt: days === null ? null : at(0), askedAt: at((days ?? 0) * DAY_S) });

describe("adviseOnRefusal", () => {
  it("names the 90-day rule for a payment that is as old", () => {
    assert.match(advise("No.", 90), /within 90 days .* made 90 days ago: pay .* another way/);
    assert.match(advise(null, 400), /400 days ago/);
    assert.equal(advise("No.", 89.9), "");
  });

  it("says what to do when the balance is too low", () => {
    for (const sentence of ["Insufficient balance", "Merchant has not enough funds."]) {
      assert.match(advise(sentence, 1), /available balance, which is too low: .* another refund/);
    }
  });

  it("guesses nothing of another refusal", () => {
    assert.equal(advise("The card does not take refunds.", 1), "");
    assert.equal(advise(null, null), "");
  });
});
