import assert from "node:assert/strict";
import { budget } from "../../../test/budget.js";
import { linkInput } from "../fixtures/link-input.js";
import { call, customer, linkFor, type User } from "../support/callables.js";
import { checkoutDocument, eventTypes, orderInStatus } from "../support/firestore.js";
import { unnoticedPaidLink } from "../support/move-link.js";
import { sideBySide } from "../support/side-by-side.js";
import { vendor } from "../support/vendor.js";

const refresh = (orderId: unknown, user?: User | null) => call("refreshOrder", { orderId }, user);

describe("refreshOrder", () => {
  // A first call starts the emulator's worker, which takes longer than a caller is kept waiting.
  before(async () => {
    const { orderId, checkoutId } = await linkFor(linkInput());
    await vendor.act(checkoutId, "cancel");
    await refresh(orderId);
    await orderInStatus(orderId, "CANCELLED");
  });
  after(() => vendor.clearFaults());

  sideBySide((it) => {
    it("answers the status that the vendor has now, to staff and to the order's customer", async () => {
      const input = { ...linkInput(), customerUid: customer.uid };
      const { orderId, checkoutId } = await unnoticedPaidLink(input);
      const { result } = await refresh(orderId, customer);
      assert.deepEqual(result, { orderId, status: "PAID", problem: null, isFresh: true });
      await vendor.actSilently(checkoutId, "refund", { amount: 1 });
      assert.equal((await refresh(orderId)).result.status, "PARTIALLY_REFUNDED");
      const events = await eventTypes(orderId);
      assert.deepEqual(events, ["order.link_created", "order.paid", "order.partially_refunded"]);
    });

    it("lets many callers at once share one look, and looks at most every two seconds", async () => {
      const { orderId, checkoutId } = await linkFor(linkInput());
      const replies = await Promise.all(
        Array.from({ length: budget.callersOfOneLook }, () => refresh(orderId)),
      );
      for (const { result } of replies) assert.equal(result.isFresh, true);
      const before = await vendor.reads(checkoutId);
      const began = performance.now();
      await refresh(orderId);
      await refresh(orderId);
      const elapsedMs = performance.now() - began;
      assert.ok(elapsedMs >= 2_000, `two refreshes took ${elapsedMs} ms`);
      assert.ok((await vendor.reads(checkoutId)) - before <= 2);
      const checkout = await checkoutDocument(checkoutId).get();
      assert.ok(before <= Number(checkout.get("touches")));
    });
  });

  it("does not show anybody else that there is such an order", async () => {
    const { orderId } = await linkFor({ ...linkInput(), customerUid: customer.uid });
    const others = await refresh(orderId, { uid: "somebody-else" });
    const absent = await refresh("NO-SUCH-ORDER", { uid: "somebody-else" });
    assert.deepEqual([others.status, others.error], [404, absent.error]);
    assert.equal((await refresh(orderId, null)).error.status, "UNAUTHENTICATED");
    for (const wrong of [undefined, "", "a ", 7, { a: 1 }]) {
      assert.equal((await refresh(wrong)).error.status, "INVALID_ARGUMENT");
    }
  });
});
