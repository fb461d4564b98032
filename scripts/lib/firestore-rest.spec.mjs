import assert from "node:assert/strict";
import { plainValue } from "./firestore-rest.mjs";

describe("plainValue", () => {
  it("reads Firestore's typed values, nested ones too", () => {
    const value = {
      mapValue: {
        fields: {
          status: { stringValue: "PAID" },
          minor: { integerValue: "12550" },
          tags: { arrayValue: { values: [{ stringValue: "a" }, { nullValue: null }] } },
          none: { arrayValue: {} },
          empty: { mapValue: {} },
        },
      },
    };
    assert.deepEqual(plainValue(value), {
      status: "PAID",
      minor: 12550,
      tags: ["a", null],
      none: [],
      empty: {},
    });
  });
});
