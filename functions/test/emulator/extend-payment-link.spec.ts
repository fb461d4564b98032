import assert from "node:assert/strict";
import { openLinks, replacedLinkContract } from "../contracts/replaced-link-contract.js";
import { linkInput } from "../fixtures/link-input.js";
import { call, createPaymentLink, type Link, linkFor } from "../support/callables.js";
import { eventTypes } from "../support/firestore.js";

const extend = (orderId: string) => call<Link>("extendPaymentLink", { orderId, expiresIn: 120 });

describe("extendPaymentLink", () => {
  it("replaces the link once, however often it is repeated", async () => {
    const { orderId, checkoutId } = await linkFor(linkInput());
    const { result: second } = await extend(orderId);
    assert.notEqual(second.checkoutId, checkoutId);
    const minutes = (Date.parse(second.expiresAt) - Date.now()) / 60_000;
    assert.ok(minutes > 118 && minutes <= 120.1, `valid for ${minutes} minutes`);
    assert.deepEqual((await extend(orderId)).result, second);
    assert.deepEqual(await openLinks(orderId), [second.checkoutId]);
    assert.deepEqual((await createPaymentLink({ orderId })).result, second);
    const expected = "order.link_created operation.extend order.cancelled order.link_created";
    assert.equal((await eventTypes(orderId)).join(" "), expected);
  });

  replacedLinkContract(extend, 0);
});
