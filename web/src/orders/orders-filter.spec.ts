import assert from "node:assert/strict";
import { type OrdersSearch, readSearch, toFilter, writeSearch } from "./orders-filter.js";

const nothing: OrdersSearch = { text: "", status: "", from: "", until: "", oldestFirst: false, page: 1 };

describe("the search in the address of the orders", () => {
  it("comes back as it was written", () => {
    const days = { from: "2026-11-01", until: "2026-11-30" };
    const all = { ...days, text: "#1001 & more", status: "PAID", oldestFirst: true, page: 3 } as const;
    for (const search of [nothing, all, { ...nothing, status: "waiting" }] as const)
      assert.deepEqual(readSearch(writeSearch(search), ["PAID", "PENDING"]), search);
  });

  it("counts as empty where somebody has written nonsense into it", () => {
    assert.deepEqual(readSearch(new URLSearchParams("status=X&from=yesterday&page=-2"), ["PAID"]), nothing);
  });

  it("asks for whole days where the clerk is, the last one included", () => {
    assert.deepEqual(toFilter({ ...nothing, from: "2026-12-31", until: "2026-12-31" }), {
      createdFrom: new Date(2026, 11, 31),
      createdBefore: new Date(2027, 0, 1),
    });
    assert.deepEqual(toFilter({ ...nothing, status: "ended", oldestFirst: true }), {
      status: ["FAILED", "CANCELLED", "EXPIRED"],
      oldestFirst: true,
    });
  });
});
