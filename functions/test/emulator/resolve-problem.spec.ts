import assert from "node:assert/strict";
import { linkInput } from "../fixtures/link-input.js";
import { call, linkFor, staff, type User } from "../support/callables.js";
import { orderDocument, orderInStatus, readEvents, readOrder, touch } from "../support/firestore.js";
import { vendor } from "../support/vendor.js";
import { waitUntil } from "../support/wait-until.js";

type Answer = { status: string; problem: string | null; isFresh: boolean; decided: boolean };
const admin: User = { uid: "admin-1", role: "admin" };
const resolve = (orderId: string, fields: object, user: User = admin) =>
  call<Answer>("resolveProblem", { orderId, note: "The bank's letter", ...fields }, user);

async function paidOrder() {
  const link = await linkFor(linkInput());
  await vendor.act(link.checkoutId, "pay");
  await touch(link.checkoutId);
  await orderInStatus(link.orderId, "PAID");
  return link;
}

async function orderWithProblem(orderId: string, problem: string) {
  await waitUntil(`order ${orderId} with the problem ${problem}`, async () => {
    const order = await readOrder(orderId);
    return order?.problem === problem ? order : undefined;
  });
}

/** A paid order of which the vendor says from now on that it is cancelled. */
async function deniedOrder() {
  const link = await paidOrder();
  const match = { checkoutId: link.checkoutId };
  await vendor.fault({
    operation: "get-checkout",
    kind: "answer",
    set: { status: "CANCELLED" },
    match,
    times: null,
  });
  await touch(link.checkoutId);
  await orderWithProblem(link.orderId, "unpaid_after_paid");
  return link;
}

describe("resolveProblem", function () {
  this.timeout(60_000);
  afterEach(() => vendor.clearFaults());

  it("has the order follow the vendor, for an administrator, and tells who and why", async () => {
    const { orderId } = await deniedOrder();
    const decision = { decision: "follow_vendor" };
    assert.equal((await resolve(orderId, decision, staff)).error.status, "PERMISSION_DENIED");
    const { result } = await resolve(orderId, decision);
    const expected = { orderId, status: "CANCELLED", problem: null, isFresh: true, decided: true };
    assert.deepEqual(result, expected);
    assert.equal((await resolve(orderId, decision)).result.decided, false);
    const events = await readEvents(orderId);
    const types = events.map(({ type }) => type);
    assert.deepEqual(types.slice(-5), [
      "order.problem",
      "operation.resolve",
      "order.payment_undone",
      "order.cancelled",
      "order.problem_resolved",
    ]);
    const told = events.at(-4) as unknown as Record<string, unknown>;
    assert.deepEqual(
      [told.by, told.note, told.detail, told.visibility],
      ["admin-1", "The bank's letter", "follow_vendor unpaid_after_paid", "staff"],
    );
  });

  it("keeps the order when the vendor speaks of the money again before it is followed", async () => {
    const { orderId } = await deniedOrder();
    await vendor.clearFaults();
    const { result } = await resolve(orderId, { decision: "follow_vendor" });
    assert.deepEqual([result?.status, result?.problem, result?.isFresh], ["PAID", null, true]);
  });

  it("keeps the order as it is, and is quiet while the vendor says the same", async () => {
    const { orderId, checkoutId } = await deniedOrder();
    assert.equal((await resolve(orderId, { decision: "keep_order" })).result.problem, null);
    const before = (await readOrder(orderId))?.attempts[checkoutId]?.observedAt;
    await touch(checkoutId);
    const order = await waitUntil("another look at the order", async () => {
      const now = await readOrder(orderId);
      return before && now?.attempts[checkoutId]?.observedAt?.isEqual(before) ? undefined : now;
    });
    assert.deepEqual([order?.status, order?.problem], ["PAID", null]);
  });

  it("settles a refund of which the vendor's books show another amount", async () => {
    const { orderId, checkoutId } = await paidOrder();
    const refund = { orderId, amount: "1.50", referenceId: "r1", reason: "A broken cup" };
    await vendor.fault({ operation: "refund-checkout", kind: "reset-before", match: { orderId } });
    const asked = await call<{ state: string }>("refundPayment", refund, admin);
    assert.equal(asked.result.state, "asked");
    await vendor.actSilently(checkoutId, "refund", { amount: 0.5 });
    await touch(checkoutId);
    await orderWithProblem(orderId, "refund_mismatch");
    assert.equal((await resolve(orderId, { decision: "keep_order" })).error.status, "FAILED_PRECONDITION");
    const { result } = await resolve(orderId, { decision: "refund_not_done" });
    assert.deepEqual([result?.problem, result?.decided], [null, true]);
    assert.match((await call("refundPayment", refund, admin)).error.message, /was not made/);
    const record = (await orderDocument(orderId).collection("internal").doc("refund-r1").get()).data();
    assert.equal(record?.state, "abandoned");
    const again = await call<{ state: string; totalRefunded: string }>(
      "refundPayment",
      { ...refund, referenceId: "r2" },
      admin,
    );
    assert.deepEqual([again.result?.state, again.result?.totalRefunded], ["done", "2.00"]);
  });

  it("says what is wrong with what was asked", async () => {
    const { orderId } = await linkFor(linkInput());
    const nothing = await resolve(orderId, { decision: "keep_order" });
    assert.deepEqual([nothing.result?.decided, nothing.result?.status], [false, "PENDING"]);
    assert.equal((await resolve("no-such-order", { decision: "keep_order" })).error.status, "NOT_FOUND");
    const unread = await resolve(orderId, { decision: "forget_it" });
    assert.equal(unread.error.status, "INVALID_ARGUMENT");
    assert.match(unread.error.message, /decision/);
  });
});
