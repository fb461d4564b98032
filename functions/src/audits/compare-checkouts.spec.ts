import assert from "node:assert/strict";
import { mock } from "node:test";
import { agreeing, aPair, linkId } from "../../test/fixtures/audited.js";
import { anOrder, aRemote, aRequest } from "../../test/fixtures/orders.js";
import { assertConsistent, audit, aWorld, outcome, tomorrow } from "../../test/support/audit-world.js";
import { PROVIDER_STATUSES } from "../pointcheckout/responses.js";
import { documentIdOf } from "../shared/order-id.js";

describe("compareCheckouts, of one that is none of our attempts,", () => {
  const stranger = (fields: Parameters<typeof aRemote>[0]) => ({
    remote: aRemote({ id: linkId(960), orderId: "X-1", requestId: "X-1-r1", ...fields }),
  });
  const pending = aRequest({ requestId: "old-ORD-7-r1" });
  const leased = { ...pending, lease: { id: "lease", until: tomorrow }, searchAt: tomorrow };
  const ofOrder7 = { orderId: "ORD-7", requestId: "old-ORD-7-r1" };

  it("counts another deployment's by its prefix", async () => {
    for (const [requestId, foreign] of [
      ["shop-ORD-1-r1", 0],
      ["stage-ORD-1-r1", 1],
      [null, 0],
    ] as const) {
      const world = aWorld([], {}, { requestIdPrefix: "shop-" });
      world.vendor.all.push(stranger({ requestId }));
      const { counts, differences } = await audit(world);
      assert.deepEqual([counts.foreign, differences.unknown_to_us ?? 0], [foreign, 1 - foreign]);
      assertConsistent(world);
    }
  });

  it("reports it while it can be paid or holds money, and no longer once it was cancelled or refunded", async () => {
    for (const status of PROVIDER_STATUSES) {
      const world = aWorld([]);
      world.vendor.all.push(stranger({ status }));
      const { counts, differences } = await audit(world);
      const isOver = ["FAILED", "CANCELLED", "EXPIRED", "REFUNDED"].includes(status);
      assert.deepEqual([differences.unknown_to_us ?? 0, counts.reported], isOver ? [0, 0] : [1, 1], status);
      assertConsistent(world);
    }
  });

  it("has the link of a lost request searched for, even if the prefix has changed since", async () => {
    const world = aWorld([], {}, { requestIdPrefix: "new-" });
    world.firestore.put(anOrder({ orderId: "ORD-7", attempts: {}, requests: [pending] }));
    world.vendor.all.push(stranger(ofOrder7));
    await audit(world);
    assert.equal(outcome(world).noted[0]?.action, "searched");
    assert.notEqual(world.firestore.order("ORD-7")?.requests[0]?.searchAt, null);
    assert.notEqual(world.firestore.order("ORD-7")?.nextCheckAt, null);
    assertConsistent(world);
  });

  it("leaves a link alone that is being made", async () => {
    const world = aWorld([]);
    const order = anOrder({ orderId: "ORD-7", attempts: {}, requests: [leased] });
    world.firestore.put(order);
    world.vendor.all.push(stranger(ofOrder7));
    await audit(world);
    assert.equal(outcome(world).noted[0]?.action, "searched");
    assert.deepEqual(world.firestore.order("ORD-7"), order);
  });

  it("reports one of an order that awaits another", async () => {
    const world = aWorld([]);
    world.firestore.put(anOrder({ orderId: "ORD-7", attempts: {}, requests: [leased] }));
    world.vendor.all.push(stranger({ orderId: "ORD-7", requestId: "ORD-7-r1" }));
    await audit(world);
    const [difference] = outcome(world).noted;
    assert.deepEqual([difference?.action, difference?.orderId], ["reported", "ORD-7"]);
  });

  for (const orderId of [null, "", "../x", "a/b", "__proto__", "constructor", "toString", "x".repeat(500)]) {
    it(`reports one of order ${JSON.stringify(orderId)?.slice(0, 20)}`, async () => {
      const world = aWorld(agreeing(2));
      const readAll = mock.method(world.deps.orders, "readAll");
      world.vendor.all.push(stranger({ orderId, requestId: null }));
      const { differences } = await audit(world);
      assert.deepEqual(differences, { unknown_to_us: 1 });
      const read = readAll.mock.calls.flatMap(({ arguments: [ids] }) => ids);
      assert.ok(read.every((id) => /^[^/]{1,110}$/.test(documentIdOf(id))));
      assertConsistent(world);
    });
  }

  it("finds the order that we noted when the vendor names none, or another", async () => {
    for (const orderId of [null, "ORD-2"]) {
      const world = aWorld([aPair(1, { status: "PENDING" }, { status: "PAID", orderId }), aPair(2)]);
      await audit(world);
      const [difference] = outcome(world).noted;
      const kind = orderId === null ? "paid_unnoticed" : "identity_mismatch";
      assert.deepEqual([difference?.kind, difference?.orderId], [kind, "ORD-1"]);
      assert.deepEqual(world.firestore.touched, [linkId(1)]);
    }
  });
});

describe("compareCheckouts, of a payment for another amount,", () => {
  const other = { minor: 500, currency: "AED", exponent: 2 };
  const paid = { status: "PAID", paidAt: tomorrow, amount: other } as const;

  it("reports it until an administrator accepts or keeps it", async () => {
    for (const [counts, keptPayments, reported] of [
      [null, [], 1],
      [null, [linkId(1)], undefined],
      ["accepted", [], undefined],
      // It paid the order, whose amount was edited later: nobody has decided about that.
      ["amount", [], 1],
      ["amount", [linkId(1)], 1],
    ] as const) {
      const { order, listable } = aPair(1, { ...paid, counts }, { amount: "5.00" });
      const world = aWorld([{ order: { ...order, keptPayments: [...keptPayments] }, listable }]);
      const { differences, counts: counted } = await audit(world);
      assert.deepEqual([differences.amount_differs, counted.reported], [reported, reported ?? 0]);
      assertConsistent(world);
    }
  });
});
