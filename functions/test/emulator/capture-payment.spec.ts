import assert from "node:assert/strict";
import { pluck } from "../../../test/pluck.js";
import { call, customer, type User } from "../support/callables.js";
import { checkoutDocument, readEvents } from "../support/firestore.js";
import { linkAfter } from "../support/move-link.js";
import { vendor } from "../support/vendor.js";

type Captured = { orderId: string; status: string };
const capture = (orderId: string, fields: object = {}, user?: User | null) =>
  call<Captured>("capturePayment", { orderId, ...fields }, user);
const posts = (checkoutId: string) => vendor.requests({ operation: "capture-payment", checkoutId });
const paymentOf = async (orderId: string) => (await vendor.ledger(orderId))[0]?.paymentReference ?? "";

const authorizedOrder = () => linkAfter("authorize", "AUTHORIZED");

describe("capturePayment", function () {
  this.timeout(60_000);
  afterEach(() => vendor.clearFaults());

  it("captures by the id that a webhook named, once, and succeeds again", async () => {
    const { orderId, checkoutId } = await authorizedOrder();
    const referenceId = await paymentOf(orderId);
    await checkoutDocument(checkoutId).update({ referenceId });
    assert.equal((await capture(orderId)).result?.status, "PAID");
    assert.equal((await capture(orderId)).result?.status, "PAID");
    assert.equal((await posts(checkoutId)).length, 1);
    const captures = (await readEvents(orderId)).filter(({ type }) => type === "operation.capture");
    assert.equal(captures.length, 1);
  });

  it("says where the id is found, and takes no other order's", async () => {
    const { orderId, checkoutId } = await authorizedOrder();
    const others = await authorizedOrder();
    const unnamed = await capture(orderId);
    assert.equal(unnamed.error.status, "FAILED_PRECONDITION");
    assert.match(unnamed.error.message, /portal/);
    const wrong = await capture(orderId, { paymentId: await paymentOf(others.orderId) });
    assert.match(wrong.error.message, /checkoutId differs/);
    assert.deepEqual(pluck(await vendor.ledger(others.orderId), "status"), ["AUTHORIZED"]);
    assert.match((await capture(orderId, { paymentId: "1" })).error.message, /no payment 1\./);
    assert.equal((await posts(checkoutId)).length + (await posts(others.checkoutId)).length, 0);
    assert.equal((await capture(orderId, {}, customer)).error.status, "PERMISSION_DENIED");
  });

  it("captures nothing when the vendor does not say whose payment it is", async () => {
    const { orderId, checkoutId } = await authorizedOrder();
    const paymentId = await paymentOf(orderId);
    await vendor.fault("get-payment", "answer", { set: { checkoutDetails: null }, orderId });
    const { error } = await capture(orderId, { paymentId });
    assert.equal(error.status, "FAILED_PRECONDITION");
    assert.match(error.message, /does not say which checkout/);
    assert.equal((await posts(checkoutId)).length, 0);
    assert.equal((await capture(orderId, { paymentId })).result?.status, "PAID");
  });

  it("settles a lost answer by reading", async () => {
    const { orderId, checkoutId } = await authorizedOrder();
    await vendor.fault("capture-payment", "reset-after", { orderId });
    const paymentId = await paymentOf(orderId);
    assert.equal((await capture(orderId, { paymentId })).result?.status, "PAID");
    assert.equal((await posts(checkoutId)).length, 1);
  });
});
