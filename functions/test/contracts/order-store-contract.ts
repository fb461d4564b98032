import assert from "node:assert/strict";
import type { Order } from "../../src/orders/model/order.js";
import { toStored } from "../../src/orders/model/stored-content.js";
import { OrderUnreadableError } from "../../src/orders/store/order-document.js";
import type { OrderSnapshot, OrderWrite } from "../../src/orders/store/order-store.js";
import { compareInstants } from "../../src/shared/instant.js";
import { anAttempt, content, FIRST, SECOND } from "../fixtures/orders.js";
import { dueOrdersContract } from "./due-orders-contract.js";
import { orderHistoryContract } from "./order-history-contract.js";
import { redactionContract } from "./redaction-contract.js";
import {
  cause,
  commitNew,
  described,
  longAgo,
  type StoresUnderTest,
  uniqueIds,
} from "./stores-under-test.js";

/** What the code relies on of an {@link OrderStore}: kept by the one on Firestore and by the one in memory. */
export function orderStoreContract(name: string, stores: StoresUnderTest): void {
  describe(`${name}, contract of orders`, () => {
    const descriptionOf = async (orderId: string) =>
      (await stores.orders.read(orderId)).order?.content.description;
    const commit = (snapshot: OrderSnapshot, write: Partial<OrderWrite>) =>
      stores.orders.commit(snapshot, { cause, patch: {}, ...write });
    const change = (snapshot: OrderSnapshot) => commit(snapshot, { patch: { livemode: true } });
    const fieldsOf = async (orderId: string) => (await stores.orderFields(orderId)) ?? {};

    describe("reading", () => {
      it("reads an order that is not there as none, in no version, at a time", async () => {
        const { orderId } = uniqueIds();
        const snapshot = await stores.orders.read(orderId);
        assert.deepEqual({ ...snapshot, readTime: 0 }, { orderId, order: null, readTime: 0, version: null });
        assert.ok(snapshot.readTime.seconds > 0);
      });

      it("reads what was committed, as the commit gave it", async () => {
        const written = await commitNew(stores, { patch: { attempts: { [FIRST]: anAttempt() } } });
        const snapshot = await stores.orders.read(written.orderId);
        assert.deepEqual(snapshot.version, written.version);
        const [read, committed] = [snapshot, written].map(({ order }) => JSON.parse(JSON.stringify(order)));
        assert.deepEqual(read, committed);
      });

      for (const odd of ["#1 a", "a/b", "a%2Fb", "..", "__a__"]) {
        it(`keeps order ${odd} separate from all others, with its plain id in the document`, async () => {
          const orderId = odd === ".." ? odd : odd.replace("a", uniqueIds().orderId);
          if ((await stores.orders.read(orderId)).order) await stores.deleteOrder(orderId);
          await commitNew(stores, {}, { orderId });
          assert.equal((await stores.orders.read(orderId)).order?.orderId, orderId);
          assert.equal((await stores.orderFields(orderId))?.orderId, orderId);
        });
      }

      it("has no read earlier than the version that it saw, nor than the read before it", async () => {
        let last = await commitNew(stores);
        const { orderId } = last;
        for (let round = 0; round < 5; round += 1) {
          const { order, readTime, version } = await stores.orders.read(orderId);
          assert.ok(order && version);
          assert.ok(compareInstants(readTime, version) >= 0 && compareInstants(readTime, last.readTime) >= 0);
          const snapshot = { orderId, order, readTime, version };
          last = (await change(snapshot)) ?? assert.fail("lost");
          assert.ok(last.version && compareInstants(last.version, readTime) > 0);
        }
      });

      it("refuses a document that breaks the form", async () => {
        const { orderId } = uniqueIds();
        const payment = { attempts: { [FIRST]: { status: "PAID" } } };
        await stores.putOrder(orderId, { ...content, payment });
        await assert.rejects(stores.orders.read(orderId), OrderUnreadableError);
      });

      it("reads the payment of an order whose content is in no form at all, and believes nothing that follows", async () => {
        const { orderId } = await commitNew(stores, { patch: { attempts: { [FIRST]: anAttempt() } } });
        const fields = await fieldsOf(orderId);
        const payment = { ...(fields.payment as object), problem: 7, link: "gone", nextCheckAt: "soon" };
        const odd = { ...fields, payment, status: "SHIPPED", customer: "Sara", items: [], totals: null };
        await stores.putOrder(orderId, odd);
        const { order } = await stores.orders.read(orderId);
        const { status, problem, link, nextCheckAt } = order ?? assert.fail("it was not read");
        assert.deepEqual([status, problem, link?.checkoutId], ["PENDING", null, FIRST]);
        assert.deepEqual(nextCheckAt, anAttempt().nextCheckAt);
        assert.deepEqual([order?.content.customer, order?.content.items], ["Sara", []]);
      });

      it("reads a draft of a merchant's backend, with its absent fields as a draft has them", async () => {
        const { orderId } = uniqueIds();
        await stores.putOrder(orderId, { ...content, status: "DRAFT" });
        const { order } = await stores.orders.read(orderId);
        assert.deepEqual([order?.attempts, order?.eventCount, order?.requests], [{}, 0, []]);
      });
    });

    describe("committing", () => {
      it("gives the version that a further commit can build on", async () => {
        const written = await commitNew(stores);
        const again = await change(written);
        assert.equal(again?.order.livemode, true);
        assert.deepEqual((await stores.orders.read(written.orderId)).version, again?.version);
      });

      it("loses the race for an order that another writer has changed, and writes nothing", async () => {
        const written = await commitNew(stores);
        await change(written);
        const lost = { patch: { content: described("late") }, problemDetails: { code: "late" } };
        assert.equal(await commit(written, lost), null);
        const { order } = await stores.orders.read(written.orderId);
        assert.deepEqual([order?.status, order?.livemode], ["DRAFT", true]);
        assert.equal(order?.content.description, "Two tickets");
        assert.equal(await stores.problemDetails(written.orderId), undefined);
      });

      it("lets one of many writers of one version win", async () => {
        const written = await commitNew(stores);
        const writers = Array.from({ length: 8 }, (_, index) =>
          commit(written, { patch: { content: described(`writer ${index}`) } }),
        );
        const won = (await Promise.all(writers)).filter((one) => one !== null);
        assert.equal(won.length, 1);
        assert.equal(await descriptionOf(written.orderId), won[0]?.order.content.description);
      });

      it("lets one of many creators of an order win", async () => {
        const { orderId } = uniqueIds();
        const absent = await stores.orders.read(orderId);
        const creators = Array.from({ length: 8 }, (_, index) => {
          const patch = { content: described(`creator ${index}`), createdAt: absent.readTime };
          return stores.orders.commit(absent, { cause, patch });
        });
        const won = (await Promise.all(creators)).filter((one) => one !== null);
        assert.equal(won.length, 1);
        assert.equal(await descriptionOf(orderId), won[0]?.order.content.description);
      });

      it("does not bring back an order that was deleted meanwhile", async () => {
        const written = await commitNew(stores);
        await stores.deleteOrder(written.orderId);
        assert.equal(await change(written), null);
        assert.equal((await stores.orders.read(written.orderId)).order, null);
      });

      it("does not write to an order that was deleted and made anew", async () => {
        const written = await commitNew(stores);
        await stores.deleteOrder(written.orderId);
        await commitNew(stores, {}, written);
        assert.equal(await change(written), null);
      });
    });

    describe("patching", () => {
      it("writes the attempts that the patch names and leaves the others", async () => {
        const attempts = { [FIRST]: anAttempt(), [SECOND]: anAttempt({ attempt: 2 }) };
        const written = await commitNew(stores, { patch: { attempts } });
        const paid = anAttempt({ attempt: 2, status: "PAID" });
        const after = await commit(written, { patch: { attempts: { [SECOND]: paid } } });
        const expected = { [FIRST]: anAttempt(), [SECOND]: paid };
        assert.deepEqual(after?.order.attempts, expected);
        assert.deepEqual((await stores.orders.read(written.orderId)).order?.attempts, expected);
      });

      it("replaces an attempt as a whole", async () => {
        const decrease = { status: "PAID", totalRefundedMinor: 0, since: longAgo(0) } as const;
        const attempts = { [FIRST]: anAttempt({ decrease, observedAt: longAgo(5) }) };
        const written = await commitNew(stores, { patch: { attempts } });
        const now = anAttempt({ decrease: null, observedAt: null });
        await commit(written, { patch: { attempts: { [FIRST]: now } } });
        assert.deepEqual((await stores.orders.read(written.orderId)).order?.attempts, { [FIRST]: now });
      });

      it("removes a field that is undefined, and leaves those that are not named", async () => {
        const items = [{ name: "Ticket", quantity: 2, lineTotalMinor: 1000, sku: undefined }];
        const written = await commitNew(stores, { patch: { content: toStored({ ...content, items }) } });
        assert.deepEqual((await stores.orderFields(written.orderId))?.items, [
          { name: "Ticket", quantity: 2, lineTotalMinor: 1000 },
        ]);
        await commit(written, { patch: { content: toStored(content) } });
        const fields = await fieldsOf(written.orderId);
        assert.deepEqual(["items" in fields, fields.description], [false, "Two tickets"]);
      });

      it("leaves a merchant's own fields alone, also ones beside our attempts", async () => {
        const { orderId } = uniqueIds();
        await stores.putOrder(orderId, { ...content, status: "DRAFT", shelf: { row: 4 }, note: "mine" });
        const snapshot = await stores.orders.read(orderId);
        await commit(snapshot, { patch: { attempts: { [FIRST]: anAttempt() } } });
        const fields = await fieldsOf(orderId);
        assert.deepEqual([fields.shelf, fields.note], [{ row: 4 }, "mine"]);
        assert.deepEqual(Object.keys((fields.payment as Order).attempts), [FIRST]);
      });

      it("keeps the id in the document, and the time of the read that a write is based on", async () => {
        const { orderId } = uniqueIds();
        await stores.putOrder(orderId, { ...content, status: "DRAFT" });
        const snapshot = await stores.orders.read(orderId);
        await change(snapshot);
        const fields = await fieldsOf(orderId);
        assert.deepEqual([fields.orderId, fields.updatedAt], [orderId, snapshot.readTime]);
      });

      it("keeps the details of the last problem, and when it was", async () => {
        const written = await commitNew(stores, { problemDetails: { code: "old", message: "x" } });
        await commit(written, { problemDetails: { code: "new", requestId: null } });
        const expected = { code: "new", requestId: null, at: written.readTime };
        assert.deepEqual(await stores.problemDetails(written.orderId), expected);
      });
    });

    dueOrdersContract(stores);
    redactionContract(stores);
    orderHistoryContract(stores);
  });
}
