import assert from "node:assert/strict";
import type { Order } from "../../src/orders/model/order.js";
import type { RefundRecord } from "../../src/orders/model/refund.js";
import { anAttempt, at, FIRST } from "../fixtures/orders.js";
import {
  aNewCheckout,
  cause,
  commitNew,
  commitWithCheckout,
  eventOf,
  fact,
  type StoresUnderTest,
  uniqueIds,
} from "./stores-under-test.js";

/** What is written together with an order: its events, its checkouts and their touches. All of it, or nothing. */
export function orderHistoryContract(stores: StoresUnderTest): void {
  const idsAndTypes = async (orderId: string) =>
    (await stores.events(orderId)).map(({ id, type }) => `${id} ${String(type)}`);

  describe("the record of a refund", () => {
    const record: RefundRecord = {
      referenceId: "a.b-1",
      state: "asked",
      checkoutId: FIRST,
      amount: { minor: 400, currency: "AED", exponent: 2 },
      all: false,
      totalBeforeMinor: 0,
      totalAfterMinor: null,
      sends: 1,
      reason: "A broken cup",
      by: "admin-1",
      confirmedBy: null,
      askedAt: at(1),
      settledAt: null,
      vendorMessage: null,
    };

    it("is written with its order, changed field by field, and lost with a lost race", async () => {
      const { orders } = stores;
      const first = await commitNew(stores, { refundRecord: record });
      const { orderId } = first;
      assert.deepEqual(await orders.readRefund(orderId, "a.b-1"), record);
      const done = { referenceId: "a.b-1", state: "done", settledAt: at(2) } as const;
      await orders.commit(first, { cause, patch: {}, refundRecord: done });
      const other = { ...done, state: "problem" } as const;
      assert.equal(await orders.commit(first, { cause, patch: {}, refundRecord: other }), null);
      assert.deepEqual(await orders.readRefund(orderId, "a.b-1"), { ...record, ...done });
      assert.equal(await orders.readRefund(orderId, "a"), null);
    });
  });

  describe("events", () => {
    it("numbers them on, from 000001, and counts them on the order", async () => {
      const first = await commitNew(stores, { facts: [fact("order.drafted")] });
      assert.equal(first.order.eventCount, 1);
      const facts = [fact("order.link_created"), fact("order.paid")];
      const second = await stores.orders.commit(first, { cause, patch: {}, facts });
      assert.equal(second?.order.eventCount, 3);
      const expected = ["000001 order.drafted", "000002 order.link_created", "000003 order.paid"];
      assert.deepEqual(await idsAndTypes(first.orderId), expected);
      const { payment } = (await stores.orderFields(first.orderId)) ?? {};
      assert.equal((payment as Order).eventCount, 3);
    });

    it("stores a fact as its event", async () => {
      const { orderId } = await commitNew(stores, { facts: [fact("order.paid")] });
      assert.deepEqual(await stores.events(orderId), [{ id: "000001", ...eventOf("order.paid") }]);
    });

    it("stores none of a change that lost the race", async () => {
      const first = await commitNew(stores);
      const paid = { cause, patch: {}, facts: [fact("order.paid")] };
      const both = await Promise.all([1, 2].map(() => stores.orders.commit(first, paid)));
      assert.equal(both.filter((one) => one !== null).length, 1);
      assert.equal(await stores.orders.commit(first, paid), null);
      assert.deepEqual(await idsAndTypes(first.orderId), ["000001 order.paid"]);
    });

    it("goes on after the last fact of an order that was deleted and made anew", async () => {
      const { orderId } = await commitNew(stores, { facts: [fact("order.drafted"), fact("order.paid")] });
      await stores.deleteOrder(orderId);
      const anew = await commitNew(stores, { facts: [fact("order.drafted")] }, { orderId });
      assert.equal(anew.order.eventCount, 3);
      const expected = ["000001 order.drafted", "000002 order.paid", "000003 order.drafted"];
      assert.deepEqual(await idsAndTypes(orderId), expected);
    });

    it("goes on after the last fact of an order that was overwritten", async () => {
      const { orderId } = await commitNew(stores, { facts: [fact("order.drafted"), fact("order.paid")] });
      const fields = (await stores.orderFields(orderId)) ?? {};
      const payment = { ...(fields.payment as object), eventCount: 0 };
      await stores.putOrder(orderId, { ...fields, payment });
      const snapshot = await stores.orders.read(orderId);
      const after = await stores.orders.commit(snapshot, { cause, patch: {}, facts: [fact("order.paid")] });
      assert.equal(after?.order.eventCount, 3);
      assert.equal((await idsAndTypes(orderId)).at(-1), "000003 order.paid");
    });
  });

  describe("checkouts of an order", () => {
    it("creates none when the race is lost", async () => {
      const { id } = uniqueIds();
      const first = await commitNew(stores);
      await stores.orders.commit(first, { cause, patch: { livemode: true } });
      const late = { cause, patch: { livemode: false }, newCheckouts: [aNewCheckout(first.orderId, id)] };
      assert.equal(await stores.orders.commit(first, late), null);
      assert.equal(await stores.checkouts.read(id), null);
    });

    it("takes over the checkout that outlived its order", async () => {
      const { orderId, id } = await commitWithCheckout(stores);
      await stores.checkouts.touch(id, { by: "webhook", providerDigest: "old" });
      await stores.deleteOrder(orderId);
      await commitNew(stores, { newCheckouts: [aNewCheckout(orderId, id)] }, { orderId });
      const expected = { ...aNewCheckout(orderId, id), touchedBy: "creation", touches: 0 };
      assert.deepEqual(await stores.checkouts.read(id), expected);
    });

    it("touches them at the time of the order's write", async () => {
      const { id, order } = await commitWithCheckout(stores);
      const touches = [{ checkoutId: id, touch: { by: "sweep" as const } }];
      const after = await stores.orders.commit(order, { cause, patch: { livemode: true }, touches });
      const { fields, updateTime } = (await stores.checkout(id)) ?? {};
      assert.deepEqual([fields?.touchedBy, fields?.touches], ["sweep", 1]);
      assert.deepEqual(updateTime, after?.version);
    });

    it("touches none when the race is lost", async () => {
      const { id, order } = await commitWithCheckout(stores);
      await stores.orders.commit(order, { cause, patch: { livemode: true } });
      const touches = [{ checkoutId: id, touch: { by: "sweep" as const } }];
      assert.equal(await stores.orders.commit(order, { cause, patch: {}, touches }), null);
      assert.equal((await stores.checkouts.read(id))?.touches, 0);
    });

    it("makes one again from its attempt that is to be touched and was deleted", async () => {
      const { orderId, id } = uniqueIds();
      const { checkoutId, requestId, orderId: _, ...announcement } = aNewCheckout(orderId, id);
      const attempts = { [checkoutId]: anAttempt({ requestId, announcement }) };
      const first = await commitNew(stores, { patch: { attempts } }, { orderId });
      const touches = [{ checkoutId: id, touch: { by: "sweep" as const } }];
      const after = await stores.orders.commit(first, { cause, patch: { livemode: true }, touches });
      assert.equal(after?.order.livemode, true);
      const expected = { ...aNewCheckout(orderId, id), touchedBy: "sweep", touches: 1 };
      assert.deepEqual(await stores.checkouts.read(id), expected);
    });

    it("stays as it is when it is made again and was never gone", async () => {
      const { orderId, id } = await commitWithCheckout(stores);
      await stores.checkouts.touch(id, { by: "webhook" });
      await stores.checkouts.restore(aNewCheckout(orderId, id));
      assert.equal((await stores.checkouts.read(id))?.touches, 1);
    });
  });
}
