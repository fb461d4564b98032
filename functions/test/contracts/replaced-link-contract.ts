import assert from "node:assert/strict";
import { pluck } from "../../../test/pluck.js";
import { linkInput } from "../fixtures/link-input.js";
import { type Link, linkFor, type Reply } from "../support/callables.js";
import { readOrder } from "../support/firestore.js";
import { vendor } from "../support/vendor.js";

/** An order's links that can be paid. */
export const openLinks = async (orderId: string) =>
  (await vendor.ledger(orderId)).filter(({ status }) => status === "PENDING").map(({ id }) => id);

const linksSent = async (orderId: string) =>
  (await vendor.outbox(orderId)).filter(({ kind }) => kind === "payment-link").length;

/**
 * What holds of every call that replaces an order's open link.
 *
 * @param messages how many the vendor sends for a new link
 */
export function replacedLinkContract(replace: (orderId: string) => Promise<Reply<Link>>, messages: number) {
  it("gives two at once the same one link", async () => {
    const { orderId } = await linkFor(linkInput());
    const [one, other] = await Promise.all([replace(orderId), replace(orderId)]);
    assert.deepEqual(one.result, other.result);
    assert.deepEqual(await openLinks(orderId), [one.result.checkoutId]);
    assert.equal(await linksSent(orderId), messages);
  });

  for (const [action, status] of [
    ["pay", "PAID"],
    ["authorize", "AUTHORIZED"],
  ] as const) {
    it(`refuses what was made ${status} meanwhile, takes nothing back, and sends nothing`, async () => {
      const { orderId, checkoutId } = await linkFor(linkInput());
      await vendor.actSilently(checkoutId, action);
      const { error } = await replace(orderId);
      assert.equal(error.status, "FAILED_PRECONDITION");
      assert.match(error.message, new RegExp(status));
      assert.equal((await readOrder(orderId))?.status, status);
      const ledger = await vendor.ledger(orderId);
      assert.deepEqual(pluck(ledger, "status"), [status]);
      assert.equal(await linksSent(orderId), 0);
    });
  }
}
