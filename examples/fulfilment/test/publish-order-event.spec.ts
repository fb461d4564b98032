import assert from "node:assert/strict";
import { firestore } from "../../../functions/test/support/firestore.js";
import { moveLink } from "../../../functions/test/support/move-link.js";
import { waitUntil } from "../../../functions/test/support/wait-until.js";
import { redeliverEvent } from "./support/deliver-event.js";
import { newArticle, newOrder, pathOfEvent } from "./support/shop.js";

/** What the subscriber noted under an event's id, once it was told `deliveries` times. */
const received = (id: string, deliveries: number) =>
  waitUntil(`delivery ${deliveries} of ${id}`, async () => {
    const noted = (await firestore.collection("received").doc(encodeURIComponent(id)).get()).data();
    return noted?.deliveries === deliveries ? noted : undefined;
  });

describe("publishOrderEvent", () => {
  it("publishes an order's event to the channel, and under the same id when it is delivered again", async () => {
    const link = await newOrder(await newArticle());
    const { orderId } = link;
    await moveLink(link, "cancel", "CANCELLED");
    const path = await pathOfEvent(orderId, "order.cancelled");
    const noted = await received(path, 1);
    assert.equal(noted.type, "pointcheckout.order.cancelled");
    assert.equal(noted.subject, `orders/${orderId}`);
    assert.match(noted.source, /^\/\/firestore\.googleapis\.com\/projects\/.*\/databases\/\(default\)$/);
    const { at, ...data } = noted.data;
    assert.ok(Math.abs(Date.parse(at) - Date.now()) < 60_000, at);
    assert.deepEqual([data.orderId, data.eventId], [orderId, path.split("/").at(-1)]);
    assert.deepEqual([data.type, data.from, data.to], ["order.cancelled", "PENDING", "CANCELLED"]);
    assert.deepEqual(data.amount, { minor: 1250, currency: "AED", exponent: 2 });

    assert.equal(await redeliverEvent("publishOrderEvent", path), 204);
    assert.deepEqual((await received(path, 2)).data, noted.data);
  });
});
