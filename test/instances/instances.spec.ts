import assert from "node:assert/strict";
import { linkInput } from "../../functions/test/fixtures/link-input.js";
import { admin, callAt, type Link, linkFor, staff } from "../../functions/test/support/callables.js";
import { cloudEvent, touchEvent } from "../../functions/test/support/cloud-event.js";
import {
  checkoutDocument,
  eventTypes,
  orderInStatus,
  readOrder,
  touch,
} from "../../functions/test/support/firestore.js";
import { type Instance, startInstance } from "../../functions/test/support/instance.js";
import { paidLink } from "../../functions/test/support/move-link.js";
import { vendor } from "../../functions/test/support/vendor.js";
import { exampleSuite } from "../../scripts/lib/suites.js";

const callsEach = 5;

// In the emulator all calls of a function share one process; in the cloud a second instance knows nothing of the first.
describe("two instances of a function", () => {
  const suite = exampleSuite();
  const started: Instance[] = [];

  const startTwo = async (target: string, signature: "http" | "cloudevent" = "http"): Promise<string[]> => {
    const two = await Promise.all([1, 2].map(() => startInstance(suite, target, signature)));
    started.push(...two);
    return two.flatMap(({ url }) => Array.from({ length: callsEach }, () => url));
  };

  after(() => Promise.all(started.map(({ stop }) => stop())));

  it("make one link for an order", async () => {
    const urls = await startTwo("createPaymentLink");
    const input = linkInput();

    const replies = await Promise.all(urls.map((url) => callAt<Link>(url, input, staff)));

    const links = new Set(replies.map(({ result, error }) => result?.checkoutId ?? JSON.stringify(error)));
    assert.equal(links.size, 1, [...links].join("\n"));
    assert.equal((await vendor.posts(input.orderId)).length, 1);
  });

  it("refund once under one reference", async () => {
    const [urls, { orderId, checkoutId }] = await Promise.all([startTwo("refundPayment"), paidLink()]);
    const refund = { orderId, referenceId: "r1", amount: "1.50", reason: "A broken cup" };

    const replies = await Promise.all(urls.map((url) => callAt<{ state: string }>(url, refund, admin)));

    const answers = replies.map(({ result, error }) => result?.state ?? error.status);
    assert.ok(answers.includes("done"), answers.join());
    assert.equal((await vendor.requests({ operation: "refund-checkout", checkoutId })).length, 1);
    assert.equal((await readOrder(orderId))?.attempts[checkoutId]?.totalRefundedMinor, 150);
  });

  it("record a payment once that both are told of", async () => {
    const [urls, { orderId, checkoutId }] = await Promise.all([
      startTwo("onCheckoutTouched", "cloudevent"),
      linkFor(linkInput()),
    ]);
    await vendor.actSilently(checkoutId, "pay");
    const touchedAt = await touch(checkoutId);
    const content = (await checkoutDocument(checkoutId).get()).data() ?? {};

    const statuses = await Promise.all(
      urls.map(async (url) => {
        const event = touchEvent(suite.project, checkoutId, content, touchedAt);
        return (await fetch(url, { method: "POST", ...cloudEvent(suite.project, event) })).status;
      }),
    );

    assert.deepEqual(new Set(statuses), new Set([204]));
    await orderInStatus(orderId, "PAID");
    assert.deepEqual(await eventTypes(orderId), ["order.link_created", "order.paid"]);
  });
});
