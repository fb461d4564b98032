import assert from "node:assert/strict";
import { pluck } from "../../../test/pluck.js";
import { admin, call, refund, staff, type User } from "../support/callables.js";
import { orderDocument, orderWithProblem, readEvents, touch } from "../support/firestore.js";
import { paidLink } from "../support/move-link.js";
import { vendor } from "../support/vendor.js";

const resolve = (orderId: string, fields: object, user: User = admin) =>
  call("resolveProblem", { orderId, note: "The bank's letter", ...fields }, user);

/** A paid order of which the vendor says from now on that it is cancelled. */
async function deniedOrder() {
  const link = await paidLink();
  await vendor.fault("get-checkout", "answer", {
    set: { status: "CANCELLED" },
    checkoutId: link.checkoutId,
    times: null,
  });
  await touch(link.checkoutId);
  await orderWithProblem(link.orderId, "unpaid_after_paid");
  return link;
}

describe("resolveProblem", () => {
  afterEach(() => vendor.clearFaults());

  it("has the order follow the vendor, for an administrator, and records who and why", async () => {
    const { orderId } = await deniedOrder();
    const decision = { decision: "follow_vendor" };
    assert.equal((await resolve(orderId, decision, staff)).error.status, "PERMISSION_DENIED");
    const { result } = await resolve(orderId, decision);
    const expected = { orderId, status: "CANCELLED", problem: null, isFresh: true, decided: true };
    assert.deepEqual(result, expected);
    assert.equal((await resolve(orderId, decision)).result.decided, false);
    const events = await readEvents(orderId);
    const expectedTypes =
      "order.problem operation.resolve order.payment_undone order.cancelled order.problem_resolved";
    assert.equal(pluck(events, "type")?.slice(-5).join(" "), expectedTypes);
    const resolved = events.at(-4);
    assert.deepEqual(
      [resolved?.by, resolved?.note, resolved?.detail, resolved?.visibility],
      ["admin-1", "The bank's letter", "follow_vendor unpaid_after_paid", "staff"],
    );
  });

  it("keeps the order when the vendor speaks of the money again before it is followed", async () => {
    const { orderId } = await deniedOrder();
    await vendor.clearFaults();
    const { result } = await resolve(orderId, { decision: "follow_vendor" });
    assert.deepEqual([result?.status, result?.problem, result?.isFresh], ["PAID", null, true]);
  });

  it("settles a refund of which the vendor's books show another amount", async () => {
    const { orderId, checkoutId } = await paidLink();
    await vendor.fault("refund-checkout", "reset-before", { orderId });
    assert.equal((await refund({ orderId, amount: "1.50" })).result.state, "asked");
    await vendor.actSilently(checkoutId, "refund", { amount: 0.5 });
    await touch(checkoutId);
    await orderWithProblem(orderId, "refund_mismatch");
    assert.equal((await resolve(orderId, { decision: "keep_order" })).error.status, "FAILED_PRECONDITION");
    const { result } = await resolve(orderId, { decision: "refund_not_done" });
    assert.deepEqual([result?.problem, result?.decided], [null, true]);
    assert.match((await refund({ orderId, amount: "1.50" })).error.message, /was not made/);
    const record = (await orderDocument(orderId).collection("internal").doc("refund-r1").get()).data();
    assert.equal(record?.state, "abandoned");
    const again = await refund({ orderId, amount: "1.50", referenceId: "r2" });
    assert.deepEqual([again.result?.state, again.result?.totalRefunded], ["done", "2.00"]);
  });
});
