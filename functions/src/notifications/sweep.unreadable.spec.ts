import assert from "node:assert/strict";
import { anOrder, at, FIRST, secondsOf } from "../../test/fixtures/orders.js";
import { memoryStores } from "../../test/memory/memory-stores.js";
import { sweepDependencies } from "../../test/support/sweep-dependencies.js";
import { NOT_ANNOUNCED } from "../checkouts/checkout.js";
import { wholeDocument } from "../orders/store/order-document.js";
import { sweep } from "./sweep.js";

describe("sweep, an open attempt of which only attempt, requestId and amount are readable", () => {
  it("touches it, and keeps it due until the read that repairs the rest", async () => {
    const { database, orders } = memoryStores(0);
    const order = anOrder();
    const fields = wholeDocument(order) as { payment: Record<string, unknown> };
    const { attempt, requestId, amount } = order.attempts[FIRST] ?? assert.fail("there is no attempt");
    fields.payment.attempts = { [FIRST]: { attempt, requestId, amount } };
    database.restoreCheckout({ checkoutId: FIRST, orderId: "ORD-1", requestId, ...NOT_ANNOUNCED });
    database.putOrder("ORD-1", fields, database.tick());
    const touched: string[] = [];
    database.onTouch = ({ checkoutId }) => touched.push(checkoutId);
    const pointcheckout = { searchCheckouts: () => assert.fail(), cancelCheckout: () => assert.fail() };
    await sweep(sweepDependencies({ orders, pointcheckout }), at(120));
    assert.deepEqual(touched, [FIRST]);
    assert.equal(secondsOf((await orders.read("ORD-1")).order?.nextCheckAt ?? null), 240);
  });
});
