import assert from "node:assert/strict";
import { type Attempt, paymentDefaults } from "../../../client/src/types.js";
import { checkoutOf } from "./checkout-of.js";

const order = (attempts: Record<string, Partial<Attempt>>) => ({
  payment: { ...paymentDefaults(), attempts: attempts as Record<string, Attempt> },
});

describe("the checkout of an exported order", () => {
  it("is the one that was paid, also by a link before the newest", () => {
    const paid = { attempt: 1, counts: "amount", surplus: false } as const;
    assert.equal(checkoutOf(order({ "11": paid, "12": { attempt: 2, counts: null, surplus: false } })), "11");
  });

  it("is that of the newest link, also when it has ended", () => {
    const attempts = {
      "11": { attempt: 1, counts: null, surplus: false },
      "12": { attempt: 2, counts: null, surplus: false },
      "13": { attempt: 2, counts: null, surplus: true },
    };
    assert.equal(checkoutOf(order(attempts)), "12");
    assert.equal(checkoutOf(order({})), "");
  });
});
