import assert from "node:assert/strict";
import { pluck } from "../../../test/pluck.js";
import { agreeing, aPair, linkId } from "../../test/fixtures/audited.js";
import { assertConsistent, audit, aWorld, DAY_MS } from "../../test/support/audit-world.js";
import { DAY_OF_AUDIT } from "../../test/support/memory-audit.js";
import { wholeDocument } from "../orders/store/order-document.js";
import { addMilliseconds, type Instant } from "../shared/instant.js";

describe("compareOurOrders", () => {
  it("goes through several pages of them", async () => {
    const world = aWorld(agreeing(450));
    const gone = [5, 205, 449].map(linkId);
    world.vendor.all = world.vendor.all.filter(({ remote }) => !gone.includes(remote.id));
    const { counts } = await audit(world);
    assert.deepEqual([counts.orders, counts.reported], [450, 3]);
    assert.deepEqual(world.firestore.touched, gone);
    assertConsistent(world);
  });

  it("notes all when the vendor has none, and looks up only so many", async () => {
    const world = aWorld(agreeing(1203));
    world.vendor.all.length = 0;
    const { state, counts } = await audit(world);
    assert.deepEqual([state, counts.orders, counts.reported], ["complete", 1203, 1203]);
    assert.equal(world.firestore.touched.length, 500);
    assertConsistent(world);
  });

  it("cuts a page that has more missing than one write takes, and leaves none out", async () => {
    const world = aWorld([]);
    const orders = agreeing(250).map(({ order }, n) => {
      const [attempt] = Object.values(order.attempts);
      const more = [1, 2].map((nth) => [linkId(n + nth * 1000), { ...attempt, attempt: nth + 1 }]);
      return { ...order, attempts: { ...order.attempts, ...Object.fromEntries(more) } };
    });
    world.firestore.put(...orders);
    const { counts } = await audit(world);
    assert.deepEqual([counts.orders, counts.reported], [250, 750]);
    assertConsistent(world);
    assert.ok(world.firestore.largestBatch < 300);
  });

  it("restores what a backend has overwritten in a settled order, and reports no fact of it", async () => {
    const world = aWorld(agreeing(9));
    const { order } = aPair(4, { status: "PAID", counts: "amount" });
    world.firestore.put(order);
    const { status, payment } = wholeDocument(order);
    const others = { status: "SHIPPED", payment: { ...Object(payment), paid: null, problem: "mine" } };
    world.firestore.overwrite(order.orderId, others);
    await audit(world);
    const { fields } = world.firestore.document(order.orderId);
    assert.deepEqual([fields.status, fields.payment], [status, payment]);
    assert.deepEqual(world.firestore.order(order.orderId), order);
    assert.deepEqual(world.firestore.touched, []);
    const warned = world.logged.filter(({ event }) => event === "audit.order_restored");
    assert.deepEqual(pluck(warned, "fields"), [{ orderId: order.orderId }]);
  });

  it("goes on when one cannot be restored, and leaves the rest for another day when its time is over", async () => {
    const world = aWorld(agreeing(9));
    const ids = world.vendor.all.map(({ remote }) => remote.orderId ?? "");
    for (const orderId of ids) world.firestore.overwrite(orderId, { status: "SHIPPED" });
    const { orders } = world.firestore;
    const commit = orders.commit.bind(orders);
    orders.commit = async (snapshot, write) => {
      if (snapshot.orderId === ids[0]) throw new Error("UNAVAILABLE");
      world.deps.hasTimeLeft = () => false;
      return commit(snapshot, write);
    };
    await audit(world);
    const left = ids.filter((orderId) => world.firestore.document(orderId).fields.status === "SHIPPED");
    assert.deepEqual(left, [ids[0], ...ids.slice(2)]);
    const events = world.logged.map(({ event }) => event).filter((event) => event.includes("restored"));
    assert.deepEqual(events, ["audit.order_not_restored", "audit.order_restored"]);
  });

  it("leaves a draft as a backend wrote it", async () => {
    const world = aWorld([]);
    const draft = { ...aPair(1).order, attempts: {}, status: "DRAFT" as const };
    world.firestore.put(draft);
    world.firestore.overwrite(draft.orderId, { status: "NEW", payment: {} });
    await audit(world);
    assert.equal(world.firestore.document(draft.orderId).fields.status, "NEW");
  });

  it("ends when there is none, or none with a link", async () => {
    assert.equal((await audit(aWorld([]))).state, "complete");
    const world = aWorld([]);
    world.firestore.put({ ...aPair(1).order, attempts: {}, status: "DRAFT" });
    const { state, counts } = await audit(world);
    assert.deepEqual([state, counts.orders, counts.reported], ["complete", 1, 0]);
  });

  it("leaves out the other host's, what is too young to be listed, and what is older than the window", async () => {
    const world = aWorld([], {}, { livemode: true });
    const ago = (ms: number) => addMilliseconds(DAY_OF_AUDIT, -ms);
    const live = (n: number, createdAt: Instant) => ({ ...aPair(n, { createdAt }).order, livemode: true });
    const young = { ...live(2, ago(60_000)), createdAt: ago(60_000) };
    world.firestore.put(aPair(1).order, young, live(3, ago(9 * DAY_MS + 1)), live(4, ago(DAY_MS)));
    const { counts } = await audit(world);
    assert.deepEqual([counts.orders, world.firestore.touched], [4, [linkId(4)]]);
  });
});
