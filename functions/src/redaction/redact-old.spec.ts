import assert from "node:assert/strict";
import { mock } from "node:test";
import { anAttempt, anOrder, at, customer, FIRST } from "../../test/fixtures/orders.js";
import type { MemoryDatabase } from "../../test/memory/memory-database.js";
import { MemoryOrderStore } from "../../test/memory/memory-order-store.js";
import { memoryStores } from "../../test/memory/memory-stores.js";
import { recordedLog } from "../../test/support/recorded-log.js";
import { Desk } from "../../test/support/refund-desk.js";
import { assertLines, linesOf } from "../../test/support/written-lines.js";
import { contentSchema } from "../orders/model/content.js";
import { saveDraft } from "../orders/operations/save-draft.js";
import { cloudLog } from "../shared/cloud-log.js";
import { addMilliseconds } from "../shared/instant.js";
import { redactOld } from "./redact-old.js";
import { redactOrder } from "./redact-order.js";

const DAY_MS = 86_400_000;

describe("redactOld", () => {
  let database: MemoryDatabase;
  let orders: MemoryOrderStore;
  const { lines, log } = recordedLog();
  beforeEach(() => {
    lines.length = 0;
    ({ database, orders } = memoryStores(0));
  });

  async function anOrderOf(days: number, name: string, status: "PAID" | "PENDING" = "PAID"): Promise<string> {
    const orderId = `ORD-${name}`;
    const fields = { status, createdAt: addMilliseconds(at(0), -days * DAY_MS), customer, orderId };
    database.put(anOrder({ ...fields, attempts: { [FIRST]: anAttempt({ status }) } }));
    return orderId;
  }
  const run = (retentionDays: number, hasTimeLeft = () => true) =>
    redactOld({ orders, retentionDays, log, hasTimeLeft }, at(0));
  const orderOf = async (orderId: string) =>
    (await orders.read(orderId)).order ?? assert.fail(`${orderId} is gone`);

  it("redacts what is older than the retention and has ended, and says who did it", async () => {
    const [old, young, open] = [
      await anOrderOf(31, "1"),
      await anOrderOf(29, "2"),
      await anOrderOf(40, "3", "PENDING"),
    ];
    const report = await run(30);
    assert.deepEqual(report, { redacted: 1, open: 1, failed: 0, isFinished: true });
    const { content, status } = await orderOf(old);
    assert.deepEqual([content.customer, status], [undefined, "PAID"]);
    for (const id of [young, open]) assert.deepEqual((await orderOf(id)).content.customer, customer);
    const [event] = database.events.get(old) ?? [];
    assert.deepEqual([event?.type, event?.by], ["operation.redact", "retention"]);
  });

  it("redacts nothing when the retention is 0", async () => {
    const orderId = await anOrderOf(5_000, "1");
    assert.deepEqual(await run(0), { redacted: 0, open: 0, failed: 0, isFinished: true });
    assert.equal((await orderOf(orderId)).redactedAt, null);
  });

  it("goes through many pages, past orders that are open", async () => {
    for (let index = 0; index < 60; index += 1) await anOrderOf(90 - index / 10, `open-${index}`, "PENDING");
    for (let index = 0; index < 60; index += 1) await anOrderOf(80 - index / 10, `paid-${index}`);
    assert.deepEqual(await run(30), { redacted: 60, open: 60, failed: 0, isFinished: true });
  });

  it("reads a redacted order never again", async () => {
    for (let index = 0; index < 3; index += 1) await anOrderOf(90, `${index}`);
    await run(30);
    const read = mock.method(orders, "read");
    assert.deepEqual(await run(30), { redacted: 0, open: 0, failed: 0, isFinished: true });
    assert.equal(read.mock.callCount(), 0);
  });

  it("stops in time, and the next run goes on", async () => {
    for (let index = 0; index < 60; index += 1) await anOrderOf(90, `${index}`);
    const first = await run(30, () => false);
    assert.deepEqual([first.redacted, first.isFinished], [50, false]);
    assert.deepEqual(await run(30), { redacted: 10, open: 0, failed: 0, isFinished: true });
  });

  it("leaves an order that fails for the next day, and goes on with the others", async () => {
    const [bad, good] = [await anOrderOf(90, "1"), await anOrderOf(80, "2")];
    const commit = orders.commit.bind(orders);
    orders.commit = (snapshot, write) =>
      snapshot.orderId === bad ? Promise.reject(new Error("lost")) : commit(snapshot, write);
    assert.deepEqual(await run(30), { redacted: 1, open: 0, failed: 1, isFinished: true });
    assert.notEqual((await orderOf(good)).redactedAt, null);
    assert.ok(lines.some(({ event }) => event === "retention.order_failed"));
    orders.commit = commit;
    assert.equal((await run(30)).redacted, 1);
  });

  it("reports a run that could not read the orders", async () => {
    const notRedacted = () => Promise.reject(new Error("the query requires an index"));
    const broken = Object.assign(new MemoryOrderStore(database), { notRedacted });
    const deps = { orders: broken, retentionDays: 30, log: cloudLog, hasTimeLeft: () => true };
    const found = await linesOf(() => assert.rejects(redactOld(deps, at(0)), /index/));
    const reason = "Error: the query requires an index";
    assertLines(found, [{ event: "retention.failed", severity: "ERROR", reason, counts: ["failures"] }]);
  });

  it("takes no draft in the place of a redacted one", async () => {
    const orderId = "ORD-DRAFT";
    const content = contentSchema.parse(anOrder({ customer }).content);
    await saveDraft({ orders, settings: { livemode: false } }, { orderId, content });
    const later = { orders, retentionDays: 1, log, hasTimeLeft: () => true };
    assert.equal((await redactOld(later, at(2 * 86_400))).redacted, 1);
    await assert.rejects(saveDraft({ orders, settings: { livemode: false } }, { orderId, content }), {
      code: "failed-precondition",
      message: /erased/,
    });
  });

  it("leaves nothing to erase in an order that is refunded after its redaction", async () => {
    const desk = await Desk.paid();
    desk.database.pass(40 * DAY_MS);
    const deps = { orders: desk.orders, retentionDays: 30, log, hasTimeLeft: () => true };
    assert.equal((await redactOld(deps, desk.database.now)).redacted, 1);
    const reason = "Sara Ali did not get her parcel";
    await desk.ask({ reason });
    await desk.ask({ reason });
    assert.deepEqual([desk.refunded, desk.posts.length], [400, 1]);
    const beneath = await desk.orders.beneath("ORD-1");
    assert.doesNotMatch(JSON.stringify(beneath), /Sara/);
    const record = beneath.find(({ id }) => id === "refund-r1");
    assert.equal(record?.fields.reason, "[erased]");
    assert.equal(await redactOrder(deps, "ORD-1", { uid: "admin-1", reason: "request 17" }), false);
  });

  it("keeps the reason of a second redaction", async () => {
    const orderId = await anOrderOf(31, "1");
    await run(30);
    const { fields } = database.orders.get(orderId) ?? assert.fail("the order is gone");
    database.putOrder(orderId, { ...fields, customer }, database.tick());
    await redactOrder({ orders, log }, orderId, { uid: "admin-1", reason: "request 17" });
    const notes = (database.events.get(orderId) ?? []).map(({ note }) => note);
    assert.deepEqual(notes, [undefined, "request 17"]);
  });
});
