import assert from "node:assert/strict";
import { newOrderId } from "../../../functions/test/fixtures/link-input.js";
import { staff } from "../../../functions/test/support/callables.js";
import { firestore, Timestamp } from "../../../functions/test/support/firestore.js";
import { pluck } from "../../../test/pluck.js";
import type { Order, OrderFilter, OrderPage, OrderStatus, PointCheckout } from "../../src/index.js";
import { paymentDefaults } from "../../src/types.js";
import { Listening } from "../support/heard.js";
import { signedIn, signOutAll } from "../support/signed-in.js";

const amount = { minor: 500, currency: "AED", exponent: 2 };

describe("lists of orders", () => {
  const run = newOrderId("list").toLowerCase();
  const mine = `${run}-alice`;
  const email = `${run}@example.com`;
  const phone = `9715${String(Date.now()).slice(-8)}`;
  const began = Date.now() + 3_600_000;
  const document = (name: number | string) => firestore.collection("orders").doc(`${run}-${name}`);
  let merchant: PointCheckout;
  let customer: PointCheckout;

  before(async () => {
    const statuses: OrderStatus[] = ["PENDING", "PAID", "PAID", "EXPIRED", "PAID"];
    await Promise.all(
      statuses.map((status, index) =>
        document(index).create({
          status,
          amount,
          description: "Tea",
          linkOptions: {},
          customerUid: index < 4 ? mine : `${run}-bob`,
          customer: { firstName: "A", lastName: "B", email, ...(index === 2 ? { phone } : {}) },
          // The third and the fourth were made in the same moment.
          createdAt: Timestamp.fromMillis(began + (index === 3 ? 2 : index) * 1000),
        }),
      ),
    );
    merchant = await signedIn(staff);
    customer = await signedIn({ uid: mine });
  });
  after(async () => {
    await signOutAll();
    await Promise.all([0, 1, 2, 3, 4].map((index) => document(index).delete()));
  });

  const numbers = (orders: readonly Order[]) =>
    orders.map(({ orderId }) => Number(orderId.split("-").at(-1)));
  const read = async (filter: OrderFilter, by = merchant) => numbers((await by.readOrders(filter)).orders);

  it("counts what a filter lets through, whatever its page", async () => {
    assert.equal(await merchant.countOrders({ customerEmail: email }), 5);
    assert.equal(await merchant.countOrders({ customerEmail: email, status: "PAID", limit: 1 }), 3);
  });

  it("shows a backend's draft, whatever it lacks or has in another form", async () => {
    const orderId = `${run}-draft`;
    await document("draft").create({ status: "DRAFT", createdAt: "today", amount: 5 });
    const [order] = await merchant.findOrders(orderId);
    assert.deepEqual(await merchant.readOrder(orderId), order);
    await document("draft").delete();
    assert.equal(await merchant.readOrder(orderId), null);
    assert.deepEqual(order?.amount, { minor: 0, currency: "", exponent: 0 });
    assert.deepEqual([order?.createdAt, order?.description, order?.linkOptions], [null, "", {}]);
    assert.deepEqual(order?.payment, paymentDefaults());
  });

  it("finds orders by the beginning of their id or of a name, and by a whole contact", async () => {
    const found = async (text: string) =>
      numbers((await merchant.findOrders(text)).filter(({ orderId }) => orderId.startsWith(run)));
    const all = new Set([0, 1, 2, 3, 4]);
    assert.deepEqual(new Set(await found(run)), all);
    assert.deepEqual(await found(`${run}-2`), [2]);
    assert.deepEqual(await found(`\u200f${run}-2\u200f`), [2], "as an Arabic chat gives it");
    assert.deepEqual(await found(`+${phone}`), [2]);
    assert.deepEqual(await found(`+${phone.slice(0, 3)} 0${phone.slice(3)}`), [2]);
    assert.deepEqual(new Set(await found(email.toUpperCase())), all);
    assert.deepEqual(await found(`${run} nobody`), []);
    assert.deepEqual(await found("  "), []);
    await assert.rejects(customer.findOrders(run), { code: "permission-denied" });
  });

  it("finds a full name, however many names begin with its first word", async () => {
    const writes = firestore.batch();
    const noura = (lastName: string) => ({ customer: { firstName: "Noura", lastName } });
    for (let index = 0; index < 50; index += 1) writes.set(document(`al-${index}`), noura("Al Ahmad"));
    writes.set(document("al-farsi"), noura("Al Farsi"));
    await writes.commit();
    for (const text of ["Al Farsi", "noura al farsi", "AL FAR"])
      assert.deepEqual(pluck(await merchant.findOrders(text), "orderId"), [`${run}-al-farsi`], text);
  });

  it("gives the newest first, by every condition", async () => {
    assert.deepEqual(await read({ customerEmail: email.toUpperCase() }), [4, 3, 2, 1, 0]);
    assert.deepEqual(await read({ customerEmail: email, status: "PAID" }), [4, 2, 1]);
    assert.deepEqual(await read({ customerEmail: email, status: ["EXPIRED", "PENDING"] }), [3, 0]);
    assert.deepEqual(await read({ customerUid: mine, status: "PAID" }), [2, 1]);
    assert.deepEqual(await read({ customerPhone: `+${phone.slice(0, 3)} ${phone.slice(3)}` }), [2]);
    const from = { customerEmail: email, createdFrom: new Date(began + 1000) };
    assert.deepEqual(await read(from), [4, 3, 2, 1]);
    assert.deepEqual(await read({ ...from, createdBefore: new Date(began + 4000) }), [3, 2, 1]);
    assert.deepEqual(await read({ limit: 1, createdFrom: new Date(began) }), [4]);
  });

  it("goes page by page without loss and without repetition, also between orders of one moment", async () => {
    const seen: number[] = [];
    let after: OrderFilter["after"];
    for (let pages = 0; pages < 10; pages += 1) {
      const page = await merchant.readOrders({ customerEmail: email, limit: 2, after });
      seen.push(...numbers(page.orders));
      after = page.next;
      if (after === null) break;
    }
    assert.deepEqual(seen, [4, 3, 2, 1, 0]);
  });

  it("gives customers theirs and nobody else's", async () => {
    assert.deepEqual(await read({ customerUid: mine }, customer), [3, 2, 1, 0]);
    for (const filter of [{}, { customerUid: `${run}-bob` }, { customerEmail: email }]) {
      await assert.rejects(customer.readOrders(filter), { code: "permission-denied" });
    }
  });

  it("is updated as it changes", async () => {
    const list = new Listening<OrderPage>((next, failed) =>
      customer.onOrders({ customerUid: mine, status: "PAID" }, next, failed),
    );
    await list.until("the list as it is", ({ orders }) => numbers(orders).join() === "2,1");
    await document(0).update({ status: "PAID" });
    const page = await list.until("the list with another one", ({ orders }) => orders.length === 3);
    list.stop();
    assert.deepEqual(numbers(page.orders), [2, 1, 0]);
    assert.equal(page.next, null);
    assert.deepEqual(list.errors, []);
  });
});
