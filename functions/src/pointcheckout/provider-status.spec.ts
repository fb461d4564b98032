import assert from "node:assert/strict";

import { normaliseStatus, PROVIDER_STATUSES } from "./provider-status.js";

describe("normaliseStatus", () => {
  for (const status of PROVIDER_STATUSES) {
    const words = status.replaceAll("_", " ");
    const spellings = [status, status.toLowerCase(), words, words.charAt(0) + words.slice(1).toLowerCase()];
    for (const spelling of new Set(spellings)) {
      it(`reads "${spelling}" as ${status}`, () => assert.equal(normaliseStatus(spelling), status));
    }
  }

  for (const spelling of ["CANCELED", "Canceled"]) {
    it(`reads "${spelling}" as CANCELLED`, () => assert.equal(normaliseStatus(spelling), "CANCELLED"));
  }

  const almost = [" PAID", "PAID ", "PAID\n", "PARTIALLY__REFUNDED", "PARTIALLY-REFUNDED", "ＰＡＩＤ"];
  // Upper-casing alone would make PENDING of the last.
  for (const text of ["SETTLED", "", "constructor", ...almost, "pendıng"]) {
    it(`does not know ${JSON.stringify(text)}`, () => assert.equal(normaliseStatus(text), null));
  }
});
