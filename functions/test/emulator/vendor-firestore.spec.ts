import assert from "node:assert/strict";
import { openVendorFirestore, type Place, placeOf } from "../../src/notifications/vendor-firestore.js";
import { linkInput } from "../fixtures/link-input.js";
import { linkFor } from "../support/callables.js";
import { readOrder } from "../support/firestore.js";
import { vendor } from "../support/vendor.js";
import { waitUntil } from "../support/wait-until.js";

describe("the vendor's Firestore", () => {
  it("is read by somebody who is not signed in, whom its rules refuse the rest", async () => {
    const { orderId, checkoutId } = await linkFor(linkInput());
    const announcement = (await readOrder(orderId))?.attempts[checkoutId]?.announcement;
    const place = announcement && placeOf(announcement);
    assert.ok(place);
    const elsewhere: Place = { ...place, collection: "others" };
    const firestore = openVendorFirestore();
    const contents: unknown[] = [];
    const errors: Error[] = [];
    const [onContent, onError] = [contents.push.bind(contents), errors.push.bind(errors)];
    const stop = [place, elsewhere].map((one) => firestore.listen(one, onContent, onError));
    try {
      await waitUntil("a first content and a refusal", async () => contents.length + errors.length >= 2);
      assert.deepEqual(contents, [undefined]);
      assert.match(String(errors[0]), /Error 7/);
      await assert.rejects(firestore.read(elsewhere), /PERMISSION_DENIED/);
      await vendor.act(checkoutId, "pay");
      await waitUntil("the payment to be announced", async () => contents.length > 1);
      assert.deepEqual(contents.at(-1), await firestore.read(place));
    } finally {
      for (const each of stop) each();
      await firestore.close();
    }
  });
});
