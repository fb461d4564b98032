import assert from "node:assert/strict";
import type { OrderCursor } from "../../src/orders/store/order-store.js";
import { anAttempt, content } from "../fixtures/orders.js";
import {
  cause,
  commitNew,
  eventOf,
  fact,
  longAgo,
  type StoresUnderTest,
  uniqueIds,
} from "./stores-under-test.js";

/** What redaction relies on: all texts beneath an order, erased with it or not at all, and orders that leave the list. */
export function redactionContract(stores: StoresUnderTest): void {
  describe("redacting", () => {
    /** An order with two events, one of them with a note, and the details of a problem. */
    async function anOrderWithTexts() {
      const facts = [fact("order.drafted"), { ...fact("operation.cancel"), note: "Sara called" }];
      return commitNew(stores, { facts, problemDetails: { code: "rejected", message: "Sara" } });
    }
    const erase = [
      { collection: "events", id: "000002", field: "note" },
      { collection: "internal", id: "problem", field: "message" },
    ] as const;

    it("gives all that lies beneath an order", async () => {
      const { orderId } = await anOrderWithTexts();
      const found = await stores.orders.beneath(orderId);
      assert.deepEqual(
        found.map(({ collection, id, fields }) => [collection, id, fields.note ?? fields.message]),
        [
          ["events", "000001", undefined],
          ["events", "000002", "Sara called"],
          ["internal", "problem", "Sara"],
        ],
      );
    });

    it("erases the texts that a write names, and nothing beside them", async () => {
      const order = await anOrderWithTexts();
      await stores.orders.commit(order, { cause, patch: {}, erase });
      const events = await stores.events(order.orderId);
      assert.deepEqual(events[1], { id: "000002", ...eventOf("operation.cancel"), note: "[erased]" });
      const { code, message } = (await stores.problemDetails(order.orderId)) ?? {};
      assert.deepEqual([code, message], ["rejected", "[erased]"]);
    });

    it("erases nothing when another writer was first", async () => {
      const order = await anOrderWithTexts();
      await stores.orders.commit(order, { cause, patch: { livemode: true } });
      assert.equal(await stores.orders.commit(order, { cause, patch: {}, erase }), null);
      assert.equal((await stores.events(order.orderId))[1]?.note, "Sara called");
    });

    it("says of which listed orders somebody has overwritten what follows from their links", async () => {
      const { id } = uniqueIds();
      const [before, createdAt, until] = [longAgo(9), longAgo(10), longAgo(20)];
      const attempts = { [id]: anAttempt({ status: "PAID", counts: "amount", paidAt: longAgo(11) }) };
      const { order, orderId } = await commitNew(stores, { patch: { createdAt, attempts } });
      const overwritten = async () => {
        const page = await stores.orders.notRedacted(until, { createdAt: before, orderId: "0" }, 9);
        return page.overwritten;
      };
      assert.deepEqual([order.status, await overwritten()], ["PAID", []]);
      const fields = (await stores.orderFields(orderId)) ?? {};
      await stores.putOrder(orderId, { ...fields, status: "SHIPPED" });
      assert.deepEqual(await overwritten(), [orderId]);
      await stores.orders.commit(await stores.orders.read(orderId), { cause, patch: {} });
      assert.deepEqual([(await stores.orderFields(orderId))?.status, await overwritten()], ["PAID", []]);
      await stores.deleteOrder(orderId);
    });

    it("lists the orders that were not redacted, the oldest first, up to a time, by pages", async () => {
      uniqueIds();
      const [early, until] = [longAgo(10), longAgo(20)];
      const madeAt = async (seconds: number, redactedAt: typeof early | null = null) => {
        const createdAt = { ...early, seconds: early.seconds - 10 + seconds };
        const { orderId } = await commitNew(stores, { patch: { createdAt, redactedAt } });
        return orderId;
      };
      const [second, , first] = [await madeAt(12), await madeAt(13, early), await madeAt(11)];
      const [last, late] = [await madeAt(20), await madeAt(21)];
      const listed = [];
      let after: OrderCursor | null = null;
      do {
        const page = await stores.orders.notRedacted(until, after, 1);
        listed.push(...page.orders.map(({ orderId }) => orderId));
        after = page.next;
      } while (after !== null);
      const ours = [first, second, last, late];
      const found = listed.filter((id) => ours.includes(id));
      assert.deepEqual(found, [first, second, last]);
      for (const orderId of ours) await stores.deleteOrder(orderId);
    });

    it("lists a merchant's own draft that says that it is not redacted", async () => {
      const { orderId } = uniqueIds();
      const createdAt = longAgo(10);
      const draft = { ...content, status: "DRAFT", createdAt, payment: { redactedAt: null } };
      await stores.putOrder(orderId, draft);
      const { orders } = await stores.orders.notRedacted(createdAt, null, 1_000);
      assert.ok(orders.some((order) => order.orderId === orderId));
      await stores.deleteOrder(orderId);
    });

    it("lists a merchant's own draft once it was written by us, and no more once it is redacted", async () => {
      const { orderId } = uniqueIds();
      const createdAt = longAgo(10);
      await stores.putOrder(orderId, { ...content, status: "DRAFT", createdAt });
      const isListed = async () => {
        const { orders } = await stores.orders.notRedacted(createdAt, null, 1_000);
        return orders.some((order) => order.orderId === orderId);
      };
      const draft = await stores.orders.read(orderId);
      const written = await stores.orders.commit(draft, { cause, patch: { livemode: true } });
      assert.ok(written && (await isListed()));
      const redacted = await stores.orders.commit(written, { cause, patch: { redactedAt: createdAt } });
      assert.ok(redacted && !(await isListed()));
      await stores.orders.commit(redacted, { cause, patch: { livemode: false } });
      assert.equal(await isListed(), false);
      assert.deepEqual((await stores.orders.read(orderId)).order?.redactedAt, createdAt);
      await stores.deleteOrder(orderId);
    });
  });
}
