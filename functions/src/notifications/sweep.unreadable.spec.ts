import assert from "node:assert/strict";
import { anOrder, at, FIRST, secondsOf } from "../../test/fixtures/orders.js";
import { MemoryDatabase } from "../../test/memory/memory-database.js";
import { MemoryOrderStore } from "../../test/memory/memory-order-store.js";
import { NOT_ANNOUNCED } from "../checkouts/checkout.js";
import { nest, wholeFields } from "../orders/store/order-document.js";
import { sweep } from "./sweep.js";

describe("sweep, an open attempt of which only attempt, requestId and amount are readable", () => {
  it("touches it, and keeps it due until the read that repairs the rest", async () => {
    const database = new MemoryDatabase(at(0));
    const order = anOrder();
    const fields = nest(wholeFields(order)) as { payment: Record<string, unknown> };
    const { attempt, requestId, amount } = order.attempts[FIRST] ?? assert.fail("there is no attempt");
    fields.payment.attempts = { [FIRST]: { attempt, requestId, amount } };
    database.restoreCheckout({ checkoutId: FIRST, orderId: "ORD-1", requestId, ...NOT_ANNOUNCED });
    database.putOrder("ORD-1", fields, database.tick());
    const touched: string[] = [];
    database.onTouch = ({ checkoutId }) => touched.push(checkoutId);
    const orders = new MemoryOrderStore(database);
    const deps = {
      orders,
      pointcheckout: { searchCheckouts: () => assert.fail(), cancelCheckout: () => assert.fail() },
      settings: { limit: 10, paceMs: 0, livemode: false, isAllowedLink: () => true },
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
      sleep: () => Promise.resolve(),
      hasTimeLeft: () => true,
    };
    await sweep(deps, at(120));
    assert.deepEqual(touched, [FIRST]);
    assert.equal(secondsOf((await orders.read("ORD-1")).order?.nextCheckAt ?? null), 240);
  });
});
