import assert from "node:assert/strict";
import { pluck } from "../../../test/pluck.js";
import { replacedLinkContract } from "../contracts/replaced-link-contract.js";
import { linkInput } from "../fixtures/link-input.js";
import { call, createPaymentLink, type Link, linkFor } from "../support/callables.js";
import { eventTypes, readEvents, readOrder } from "../support/firestore.js";
import { vendor } from "../support/vendor.js";

type SentLink = Link & { replaced: { checkoutId: string; requestId: string } | null };
const send = (orderId: string, where: object = { sms: "+971 (0)50 123 4567" }) =>
  call<SentLink>("sendPaymentLink", { orderId, ...where });
const messages = async (orderId: string) =>
  (await vendor.outbox(orderId)).map(({ channel, to, checkoutId }) => `${channel} to ${to}: ${checkoutId}`);

describe("sendPaymentLink", () => {
  it("sends a new link to the corrected phone, once, however often it is repeated", async () => {
    const first = await linkFor(linkInput());
    const { orderId, checkoutId, requestId } = first;
    const { result: second } = await send(orderId);
    assert.deepEqual(second.replaced, { checkoutId, requestId });
    assert.deepEqual((await send(orderId)).result, second);
    const { replaced: _, ...link } = second;
    assert.deepEqual((await createPaymentLink({ orderId })).result, link);
    const statuses = (await vendor.ledger(orderId)).map(({ status }) => status);
    assert.deepEqual(statuses.toSorted(), ["CANCELLED", "PENDING"]);
    assert.deepEqual(await messages(orderId), [`sms to 971501234567: ${second.checkoutId}`]);
    assert.equal((await readOrder(orderId))?.customer?.phone, "971501234567");
    const expected = "order.link_created operation.send order.cancelled order.link_created";
    assert.equal((await eventTypes(orderId)).join(" "), expected);
    const sent = (await readEvents(orderId)).find(({ type }) => type === "operation.send");
    assert.deepEqual([sent?.visibility, sent?.by, sent?.detail], ["staff", "staff-1", "sms_given"]);
  });

  replacedLinkContract((orderId) => send(orderId), 1);

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
      assert.deepEqual(pluck(error.details, "path"), [path]);
      assert.match(error.message, message);
    }
    assert.equal((await createPaymentLink({ orderId })).result.checkoutId, checkoutId);
  });
});
