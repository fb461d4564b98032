import assert from "node:assert/strict";

import { checkoutIdSchema } from "./checkout-id.js";

describe("checkoutIdSchema", () => {
  for (const id of ["1601731695315563241", "a", "A-b_9", "x".repeat(40), "_a_", "__a", "a__"]) {
    it(`takes ${id}`, () => assert.equal(checkoutIdSchema.safeParse(id).data, id));
  }

  const ofOtherSigns = ["", "a/b", "a.b", "..", "a b", "a\n", "１２３"];
  const reserved = ["__proto__", "__a__", "____", "constructor", "toString"];
  const noText = [1601731695315563241n, 160173, null, undefined, {}];
  for (const input of ["x".repeat(41), ...ofOtherSigns, ...reserved, ...noText]) {
    it(`refuses ${typeof input} ${JSON.stringify(typeof input === "bigint" ? `${input}` : input)}`, () =>
      assert.equal(checkoutIdSchema.safeParse(input).data, undefined));
  }
});
