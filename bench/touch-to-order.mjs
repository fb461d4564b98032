// How long it takes from touching a checkout to its order's write, beside a bare trigger that makes one HTTP request
// and writes one document. Both run in the same emulators, turn and turn about, from the sending of the touch to the
// time that Firestore gives the write.
//   npm run bench [-- --rounds 60] [--most 2] [--json]      exit 1 when the ratio of medians is beyond --most

import { setTimeout as sleep } from "node:timers/promises";
import { newLink, pay } from "./lib/links.mjs";
import { runMeasurement } from "./lib/measure.mjs";
import { median, summary } from "./lib/summary.mjs";

const warmUp = 5;

await runMeasurement({ rounds: 60 }, async (rounds) => {
  const { firestore } = await import("./lib/firestore.mjs");

  const ours = [];
  const bare = [];
  for (let round = -warmUp; round < rounds; round += 1) {
    const link = await newLink();
    await pay(link.checkoutId, false);
    const checkout = firestore.doc(`checkouts/${link.checkoutId}`);
    const touchedAt = Date.now();
    await checkout.update({ touchedBy: "webhook" });
    const order = await settled(`orders/${link.orderId}`, (data) => data?.status === "PAID");
    const bareTouch = firestore.doc(`bareTouches/${link.checkoutId}`);
    await bareTouch.set({ touches: 0 });
    const url = `${process.env.SIMULATOR_URL}/mer/v2.0/checkout/${link.checkoutId}`;
    const bareTouchedAt = Date.now();
    await bareTouch.update({ url });
    const result = await settled(`bareResults/${link.checkoutId}`, (data) => data?.status === "PAID");
    if (round < 0) continue;
    ours.push(order.updateTime.toMillis() - touchedAt);
    bare.push(result.updateTime.toMillis() - bareTouchedAt);
  }
  const ratio = Number((median(ours) / median(bare)).toFixed(2));
  return { rounds, oursMs: summary(ours), bareMs: summary(bare), ratio };

  /**
   * @param {string} path
   * @param {(data: FirebaseFirestore.DocumentData | undefined) => boolean} isSettled
   */
  async function settled(path, isSettled) {
    const deadline = Date.now() + 20_000;
    while (Date.now() < deadline) {
      // The times are Firestore's own: a busy poll would only be measured with what it waits for.
      await sleep(100);
      const snapshot = await firestore.doc(path).get();
      if (isSettled(snapshot.data())) return snapshot;
    }
    throw new Error(`waited 20 s in vain for ${path}`);
  }
});
