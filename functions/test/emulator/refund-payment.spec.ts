import assert from "node:assert/strict";
import { linkInput } from "../fixtures/link-input.js";
import { customer, refund as refundPayment, staff, type User } from "../support/callables.js";
import { orderDocument, readEvents, readOrder } from "../support/firestore.js";
import { paidLink } from "../support/move-link.js";
import { vendor } from "../support/vendor.js";

const other: User = { uid: "admin-2", role: "admin" };

const refund = (orderId: string, fields: object = {}, user?: User | null) =>
  refundPayment({ orderId, ...fields }, user);
const posts = (checkoutId: string) => vendor.requests({ operation: "refund-checkout", checkoutId });
const refundedMinor = async (orderId: string) => (await vendor.ledger(orderId))[0]?.totalRefundedMinor;

describe("refundPayment", () => {
  afterEach(() => vendor.clearFaults());

  it("refunds in part, once under one reference, and keeps who and why for staff", async () => {
    const { orderId, checkoutId } = await paidLink();
    const first = await refund(orderId, { amount: "1.50" });
    assert.deepEqual([first.result?.state, first.result?.status], ["done", "PARTIALLY_REFUNDED"]);
    assert.deepEqual((await refund(orderId, { amount: "1.50" }, other)).result, first.result);
    assert.equal((await refund(orderId, { amount: "1.51" })).error.status, "ALREADY_EXISTS");
    assert.equal((await posts(checkoutId)).length, 1);
    assert.equal(await refundedMinor(orderId), 150);
    const record = (await orderDocument(orderId).collection("internal").doc("refund-r1").get()).data();
    assert.deepEqual([record?.state, record?.by, record?.reason], ["done", "admin-1", "A broken cup"]);
    const events = (await readEvents(orderId)).filter(({ type }) => type.startsWith("operation."));
    const shown = events.map(({ type, visibility }) => `${type} to ${visibility}`);
    assert.deepEqual(shown, ["operation.refund to staff", "operation.refund_settled to staff"]);
  });

  it("settles a lost answer by reading, without asking twice", async () => {
    const { orderId, checkoutId } = await paidLink();
    await vendor.fault("refund-checkout", "reset-after", { orderId });
    const { result } = await refund(orderId);
    assert.deepEqual([result?.state, result?.status], ["done", "REFUNDED"]);
    assert.equal((await posts(checkoutId)).length, 1);
    assert.equal((await readOrder(orderId))?.refund, null);
  });

  it("lets one of two operators refund at once, never both more than was paid", async () => {
    const { orderId, checkoutId } = await paidLink();
    const total = (await readOrder(orderId))?.amount.minor ?? 0;
    const most = ((total - 1) / 100).toFixed(2);
    const replies = await Promise.all([
      refund(orderId, { amount: most }),
      refund(orderId, { amount: most, referenceId: "r2" }, other),
    ]);
    const statuses = replies.map(({ status }) => status).toSorted((a, b) => a - b);
    assert.deepEqual(statuses, [200, 400]);
    assert.equal((await posts(checkoutId)).length, 1);
    assert.equal(await refundedMinor(orderId), total - 1);
  });

  it("is for staff up to POINTCHECKOUT_STAFF_REFUND_LIMIT, and beyond it for administrators only", async () => {
    const { orderId, checkoutId } = await paidLink(linkInput({ amount: "150.00" }));
    assert.equal((await refund(orderId, {}, null)).error.status, "UNAUTHENTICATED");
    assert.equal((await refund(orderId, {}, customer)).error.status, "PERMISSION_DENIED");
    for (const beyond of [{ amount: "50.01" }, {}]) {
      assert.equal((await refund(orderId, beyond, staff)).error.status, "PERMISSION_DENIED");
    }
    assert.deepEqual([await posts(checkoutId), await refundedMinor(orderId)], [[], 0]);
    assert.equal((await refund(orderId, { amount: "50.00" }, staff)).result?.state, "done");
    const beyond = { amount: "50.01", referenceId: "r2" };
    assert.equal((await refund(orderId, beyond)).result?.state, "done");
    assert.equal(await refundedMinor(orderId), 10_001);
  });
});
