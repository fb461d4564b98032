import { randomUUID } from "node:crypto";
import { linkInput, newOrderId } from "../../../../functions/test/fixtures/link-input.js";
import { type Link, linkFor } from "../../../../functions/test/support/callables.js";
import { firestore, orderDocument } from "../../../../functions/test/support/firestore.js";
import { waitUntil } from "../../../../functions/test/support/wait-until.js";
import type { Fulfilment } from "../../src/fulfilment.js";
import { eventPath } from "./deliver-event.js";

/** An article of which ten lie on the shelf, and of which each order here takes two. */
export async function newArticle(): Promise<string> {
  const sku = `CUP-${randomUUID().slice(0, 8)}`;
  await firestore.collection("stock").doc(sku).set({ available: 10 });
  return sku;
}

export const available = async (sku: string): Promise<unknown> =>
  (await firestore.collection("stock").doc(sku).get()).get("available");

/** The link of a new order of two of an article. */
export const newOrder = (sku: string): Promise<Link> =>
  linkFor(linkInput({ items: [{ name: "Cup", sku, quantity: 2, unitprice: "6.25", linetotal: "12.50" }] }));

/** An order as it is after payment, without the events that led there; `path` is that of its `order.paid`. */
export async function newPaidOrder(status = "PAID") {
  const sku = await newArticle();
  const orderId = newOrderId();
  await orderDocument(orderId).create({
    status,
    amount: { minor: 1250, currency: "AED", exponent: 2 },
    payment: { livemode: false, paid: { minor: 1250, currency: "AED", exponent: 2 } },
    items: [{ name: "Cup", sku, quantity: 2, lineTotalMinor: 1250 }],
    customer: { firstName: "Test", lastName: "User", email: "user@example.com" },
  });
  return { orderId, sku, path: eventPath(orderId, 2) };
}

export async function readFulfilment(orderId: string): Promise<Fulfilment | undefined> {
  return (await firestore.collection("fulfilments").doc(orderId).get()).data() as Fulfilment | undefined;
}

export const fulfilmentInState = (orderId: string, state: Fulfilment["state"]): Promise<Fulfilment> =>
  waitUntil(`fulfilments/${orderId} to be ${state}`, async () => {
    const fulfilment = await readFulfilment(orderId);
    return fulfilment?.state === state ? fulfilment : undefined;
  });

/** The path of an order's event of some type. */
export async function pathOfEvent(orderId: string, type: string): Promise<string> {
  const { docs } = await orderDocument(orderId).collection("events").where("type", "==", type).get();
  const [document] = docs;
  if (!document) throw new Error(`${orderId} has no ${type}`);
  return document.ref.path;
}
