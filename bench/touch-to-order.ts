// How long it takes from touching a checkout to its order's write, beside a bare trigger that makes one HTTP request
// and writes one document. Both run in the same emulators, turn and turn about, from the sending of the touch to the
// time that Firestore gives the write.
//   npm run bench [-- --rounds 60] [--most 2] [--json]      exit 1 when the ratio of medians is beyond --most

import { setTimeout as sleep } from "node:timers/promises";
import type { DocumentReference } from "firebase-admin/firestore";
import { linkInput } from "../functions/test/fixtures/link-input.js";
import { runMeasurement } from "./lib/measure.js";
import { median, summary } from "./lib/summary.js";

const warmUp = 5;

await runMeasurement(60, async (rounds) => {
  const { linkFor } = await import("../functions/test/support/callables.js");
  const { firestore, orderDocument, touch } = await import("../functions/test/support/firestore.js");
  const { vendor } = await import("../functions/test/support/vendor.js");
  const ours: number[] = [];
  const bare: number[] = [];
  for (let round = -warmUp; round < rounds; round += 1) {
    const { orderId, checkoutId } = await linkFor(linkInput());
    await vendor.actSilently(checkoutId, "pay");
    const touchedAt = Date.now();
    await touch(checkoutId);
    const orderMs = (await paidAt(orderDocument(orderId))) - touchedAt;
    const bareTouch = firestore.doc(`bareTouches/${checkoutId}`);
    await bareTouch.set({ touches: 0 });
    const url = `${process.env.SIMULATOR_URL}/mer/v2.0/checkout/${checkoutId}`;
    const bareTouchedAt = Date.now();
    await bareTouch.update({ url });
    const bareMs = (await paidAt(firestore.doc(`bareResults/${checkoutId}`))) - bareTouchedAt;
    if (round < 0) continue;
    ours.push(orderMs);
    bare.push(bareMs);
  }
  const ratio = Number((median(ours) / median(bare)).toFixed(2));
  return { rounds, oursMs: summary(ours), bareMs: summary(bare), ratio };
});

/** When the document was written that says PAID, on Firestore's clock; ms. */
async function paidAt(document: DocumentReference): Promise<number> {
  const deadline = Date.now() + 20_000;
  while (Date.now() < deadline) {
    // The times are Firestore's own: a busy poll would only be measured with what it waits for.
    await sleep(100);
    const snapshot = await document.get();
    if (snapshot.get("status") === "PAID" && snapshot.updateTime) return snapshot.updateTime.toMillis();
  }
  throw new Error(`waited 20 s in vain for ${document.path}`);
}
