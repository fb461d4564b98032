import assert from "node:assert/strict";
import { linkInput } from "../fixtures/link-input.js";
import { call, createPaymentLink, type Link, linkFor } from "../support/callables.js";
import { eventTypes, readOrder } from "../support/firestore.js";
import { vendor } from "../support/vendor.js";

const extend = (orderId: string, expiresIn = 120) => call<Link>("extendPaymentLink", { orderId, expiresIn });
const openLinks = async (orderId: string) =>
  (await vendor.ledger(orderId)).filter(({ status }) => status === "PENDING").map(({ id }) => id);

describe("extendPaymentLink", function () {
  this.timeout(40_000);
  afterEach(() => vendor.clearFaults());

  it("replaces the link once, however often it is repeated", async () => {
    const first = await linkFor(linkInput());
    const { orderId } = first;
    const { result: second } = await extend(orderId);
    assert.notEqual(second.checkoutId, first.checkoutId);
    const minutes = (Date.parse(second.expiresAt) - Date.now()) / 60_000;
    assert.ok(minutes > 118 && minutes <= 120.1, `valid for ${minutes} minutes`);
    assert.deepEqual((await extend(orderId)).result, second);
    assert.deepEqual(await openLinks(orderId), [second.checkoutId]);
    assert.deepEqual((await createPaymentLink({ orderId })).result, second);
    const expected = "order.link_created operation.extend order.cancelled order.link_created";
    assert.equal((await eventTypes(orderId)).join(" "), expected);
  });

  it("makes no third link after lost answers", async () => {
    const { orderId, checkoutId } = await linkFor(linkInput());
    await vendor.fault("cancel-checkout", "reset-after", { checkoutId });
    await vendor.fault("create-link", "reset-after", { orderId });
    const { result } = await extend(orderId);
    assert.deepEqual((await extend(orderId)).result.checkoutId, result.checkoutId);
    assert.equal((await vendor.ledger(orderId)).length, 2);
    assert.deepEqual(await openLinks(orderId), [result.checkoutId]);
  });

  it("makes none while the old link may be open", async () => {
    const { orderId, checkoutId } = await linkFor(linkInput());
    await vendor.fault("cancel-checkout", "reset-before", { checkoutId });
    assert.equal((await extend(orderId)).error.status, "UNAVAILABLE");
    assert.deepEqual(await openLinks(orderId), [checkoutId]);
  });

  it("gives two at once the same one link", async () => {
    const { orderId } = await linkFor(linkInput());
    const [one, other] = await Promise.all([extend(orderId), extend(orderId)]);
    assert.equal(one.result.checkoutId, other.result.checkoutId);
    assert.deepEqual(await openLinks(orderId), [one.result.checkoutId]);
  });

  it("refuses what was paid or authorized meanwhile, and takes nothing back", async () => {
    for (const [action, status] of [
      ["pay", "PAID"],
      ["authorize", "AUTHORIZED"],
    ] as const) {
      const { orderId, checkoutId } = await linkFor(linkInput());
      await vendor.actSilently(checkoutId, action);
      const { error } = await extend(orderId);
      assert.equal(error.status, "FAILED_PRECONDITION");
      assert.match(error.message, new RegExp(status));
      assert.equal((await readOrder(orderId))?.status, status);
      assert.equal((await vendor.ledger(orderId))[0]?.status, status);
    }
  });
});
