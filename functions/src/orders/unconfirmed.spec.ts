import assert from "node:assert/strict";
import { anAttempt, anOrder, at, FIRST, secondsOf } from "../../test/fixtures/orders.js";
import { deriveNextCheckAt } from "./order.js";
import { parseOrder } from "./order-document.js";
import { noteUnconfirmed } from "./unconfirmed.js";

const first = { requestId: "ORD-1-r1", attempt: 1, searchAt: at(30) };
const second = { requestId: "ORD-1-r2", attempt: 2, searchAt: at(20) };

describe("noteUnconfirmed", () => {
  it("remembers every request once", () => {
    const one = noteUnconfirmed({ unconfirmed: [] }, first.requestId, first);
    const both = noteUnconfirmed({ unconfirmed: one }, second.requestId, second);
    const later = { ...first, searchAt: null };
    assert.deepEqual(noteUnconfirmed({ unconfirmed: both }, first.requestId, later), [second, later]);
  });

  it("forgets the request of which nothing more can come, and no other", () => {
    assert.deepEqual(noteUnconfirmed({ unconfirmed: [first, second] }, first.requestId, null), [second]);
    assert.deepEqual(noteUnconfirmed({ unconfirmed: [second] }, first.requestId, null), [second]);
  });
});

describe("an order with unanswered requests", () => {
  it("is due at the first search of any of them", () => {
    const attempts = { [FIRST]: anAttempt({ nextCheckAt: at(60) }) };
    const order = anOrder({ attempts, unconfirmed: [first, second] });
    assert.equal(secondsOf(deriveNextCheckAt(order)), 20);
    const searched = order.unconfirmed.map((one) => ({ ...one, searchAt: null }));
    assert.equal(secondsOf(deriveNextCheckAt({ ...order, unconfirmed: searched })), 60);
  });

  it("is read as it was stored while there was room for one only", () => {
    const read = (unconfirmed: unknown) => parseOrder("ORD-1", { ...anOrder(), unconfirmed }).unconfirmed;
    assert.deepEqual(read(null), []);
    assert.deepEqual(read(undefined), []);
    assert.deepEqual(read(first), [first]);
    assert.deepEqual(read([first, second]), [first, second]);
  });
});
