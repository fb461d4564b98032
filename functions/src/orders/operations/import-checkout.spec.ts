import assert from "node:assert/strict";
import {
  anOrder,
  anOrderAt,
  aRemote,
  aRequest,
  at,
  concluded,
  FIRST,
  snapshotOf,
  typesOf,
} from "../../../test/fixtures/orders.js";
import type { RemoteCheckout } from "../../pointcheckout/responses.js";
import type { Order } from "../model/order.js";
import { amountOf } from "../model/stored-content.js";
import { newOrder } from "../store/order-document.js";
import { importedOrderId, planImport } from "./import-checkout.js";

const settings = { isAllowedLink: () => true, livemode: false, maximumMinor: () => 1_000_000 };
const draft = anOrder({ attempts: {} });
const plan = (order: Order | null, remote: RemoteCheckout = aRemote({ requestId: "portal-1" })) =>
  planImport(snapshotOf(order, 10), remote, at(5), settings, { uid: "sam" });
function imported(order: Order | null, remote?: RemoteCheckout) {
  const write = plan(order, remote) ?? assert.fail("nothing was planned");
  const before = order ?? newOrder("ORD-1", write.patch.content ?? assert.fail("no content"));
  return { ...write, ...concluded(before, write) };
}

describe("planImport", () => {
  it("makes a whole order of a checkout that no order has, with who did it", () => {
    const { order, events, newCheckouts } = imported(null);
    assert.deepEqual(typesOf(events), ["operation.import", "order.link_created"]);
    assert.equal(events[0]?.by, "sam");
    const { status, content, link, attempts, createdAt } = order;
    assert.deepEqual(
      [status, content.description, amountOf(content)?.minor, link?.checkoutId, createdAt],
      ["PENDING", "ORD-1", 1000, FIRST, at(10)],
    );
    assert.equal(attempts[FIRST]?.requestId, "portal-1");
    assert.deepEqual(
      newCheckouts?.map(({ checkoutId, orderId }) => [checkoutId, orderId]),
      [[FIRST, "ORD-1"]],
    );
  });

  it("takes the status as the vendor has it", () => {
    for (const [status, type] of [
      ["PAID", "order.paid"],
      ["CANCELLED", "order.cancelled"],
    ] as const) {
      const { order, events } = imported(null, aRemote({ status }));
      assert.equal(order.status, status);
      assert.ok(typesOf(events).includes(type));
    }
  });

  it("adopts it as the link of a draft, whose content stays", () => {
    const { order, patch } = imported(draft);
    assert.deepEqual([order.status, order.link?.checkoutId, patch.content], ["PENDING", FIRST, undefined]);
  });

  it("has nothing to do when it was imported", () => {
    assert.equal(plan(anOrder()), null);
  });

  const lost = aRequest({ searchAt: at(99) });
  for (const [what, order, fields, path] of [
    ["beside a live link", anOrder({ attempts: anOrder().attempts }), { id: "77" }, "attempts"],
    ["beside an ended link", anOrderAt("EXPIRED"), { id: "77" }, "attempts"],
    ["for another amount", draft, { amount: "10.01" }, "amount"],
    ["in another currency", draft, { currency: "USD" }, "currency"],
    ["without an amount", null, { amount: null }, "amount"],
    ["without a currency", null, { currency: null }, "currency"],
    ["beyond the maximum", null, { amount: "10000.01" }, "amount"],
    ["while a lost link is searched for", { ...draft, requests: [lost] }, {}, "requests"],
  ] as const) {
    it(`refuses one ${what}, and names it`, () => {
      assert.throws(
        () => plan(order as Order | null, aRemote(fields as Partial<RemoteCheckout>)),
        (error: { code: string; details: { path: string }[] }) => {
          assert.deepEqual([error.code, error.details[0]?.path], ["failed-precondition", path]);
          return true;
        },
      );
    });
  }

  it("refuses an order id that no order can have", () => {
    assert.equal(importedOrderId(aRemote()), "ORD-1");
    for (const orderId of [null, "", "ä", "x".repeat(101)]) {
      assert.throws(() => importedOrderId(aRemote({ orderId })), { code: "failed-precondition" });
    }
  });
});
