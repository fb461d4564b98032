import assert from "node:assert/strict";
import { linkInput } from "../fixtures/link-input.js";
import { call, createPaymentLink, type Link, linkFor } from "../support/callables.js";
import { eventTypes, readEvents, readOrder } from "../support/firestore.js";
import { vendor } from "../support/vendor.js";

type SentLink = Link & { replaced: { checkoutId: string; requestId: string } | null };
const send = (orderId: string, where: object = { sms: "+971 (0)50 123 4567" }) =>
  call<SentLink>("sendPaymentLink", { orderId, ...where });
const messages = async (orderId: string) =>
  (await vendor.outbox(orderId)).map(({ channel, to, checkoutId }) => `${channel} to ${to}: ${checkoutId}`);

describe("sendPaymentLink", function () {
  this.timeout(40_000);
  afterEach(() => vendor.clearFaults());

  it("sends a new link to the corrected phone, once, however often it is repeated", async () => {
    const first = await linkFor(linkInput());
    const { orderId, checkoutId, requestId } = first;
    const { result: second } = await send(orderId);
    assert.deepEqual(second.replaced, { checkoutId, requestId });
    assert.deepEqual((await send(orderId)).result, second);
    const { replaced: _, ...link } = second;
    assert.deepEqual((await createPaymentLink({ orderId })).result, link);
    assert.deepEqual((await vendor.ledger(orderId)).map(({ status }) => status).toSorted(), [
      "CANCELLED",
      "PENDING",
    ]);
    assert.deepEqual(await messages(orderId), [`sms to 971501234567: ${second.checkoutId}`]);
    assert.equal((await readOrder(orderId))?.customer?.phone, "971501234567");
    const expected = "order.link_created operation.send order.cancelled order.link_created";
    assert.equal((await eventTypes(orderId)).join(" "), expected);
    const sent = (await readEvents(orderId)).find(({ type }) => type === "operation.send");
    assert.deepEqual(
      [sent?.visibility, Object(sent).by, Object(sent).detail],
      ["staff", "staff-1", "sms_given"],
    );
  });

  it("sends to the stored phone and to a corrected address", async () => {
    const { orderId } = await linkFor(linkInput());
    const { result } = await send(orderId, { sms: true, email: " Sara@Example.com " });
    assert.deepEqual((await messages(orderId)).toSorted(), [
      `email to sara@example.com: ${result.checkoutId}`,
      `sms to 971567123456: ${result.checkoutId}`,
    ]);
  });

  it("makes no third link after lost answers, and sends once", async () => {
    const { orderId, checkoutId } = await linkFor(linkInput());
    await vendor.fault("cancel-checkout", "reset-after", { checkoutId });
    await vendor.fault("create-link", "reset-after", { orderId });
    const { result } = await send(orderId);
    assert.deepEqual((await send(orderId)).result.checkoutId, result.checkoutId);
    assert.equal((await vendor.ledger(orderId)).length, 2);
    assert.equal((await messages(orderId)).length, 1);
  });

  it("gives two at once the same one link", async () => {
    const { orderId } = await linkFor(linkInput());
    const [one, other] = await Promise.all([send(orderId), send(orderId)]);
    assert.deepEqual(one.result, other.result);
    assert.equal((await messages(orderId)).length, 1);
  });

  it("refuses what was paid or authorized meanwhile, and sends nothing", async () => {
    for (const [action, status] of [
      ["pay", "PAID"],
      ["authorize", "AUTHORIZED"],
    ] as const) {
      const { orderId, checkoutId } = await linkFor(linkInput());
      await vendor.actSilently(checkoutId, action);
      const { error } = await send(orderId);
      assert.equal(error.status, "FAILED_PRECONDITION");
      assert.match(error.message, new RegExp(status));
      assert.equal((await vendor.ledger(orderId)).length, 1);
    }
  });

  it("names the field of a wrong contact, and leaves the link alone", async () => {
    const { orderId, checkoutId } = await linkFor(linkInput());
    for (const [where, path, message] of [
      [{}, "", /give sms, email, or both/],
      [{ sms: false }, "", /give sms, email, or both/],
      [{ sms: "0501234567" }, "sms", /true .* or a phone number with its international calling code/],
      [{ email: "sara" }, "email", /true .* or an e-mail address/],
    ] as const) {
      const { error } = await send(orderId, where);
      assert.equal(error.status, "INVALID_ARGUMENT");
      assert.deepEqual(
        error.details?.map((one) => one.path),
        [path],
      );
      assert.match(error.message, message);
    }
    assert.equal((await createPaymentLink({ orderId })).result.checkoutId, checkoutId);
  });
});
