import { FirestoreCheckoutStore } from "../../src/checkouts/checkout-store.js";
import { type ProviderListener, startProviderListener } from "../../src/notifications/provider-listener.js";
import { openVendorFirestore } from "../../src/notifications/vendor-firestore.js";
import { FirestoreOrderStore } from "../../src/orders/firestore-order-store.js";
import { environment } from "./environment.js";
import { firestore } from "./firestore.js";

const silent = { info: () => {}, warn: () => {}, error: () => {} };

/** Starts the provider listener in this process, between the vendor's Firestore and the merchant's. */
export function startListening(): ProviderListener {
  const checkouts = new FirestoreCheckoutStore(firestore);
  const orders = new FirestoreOrderStore(firestore, checkouts, silent);
  const vendor = openVendorFirestore(environment.firestoreHost);
  return startProviderListener({ orders, checkouts, vendor, log: silent, rereadMs: 1_000, retryMs: 500 });
}

/** Removes what earlier tests left open: the listener would follow it, too. */
export async function forgetOpenOrders(): Promise<void> {
  const { docs } = await firestore
    .collection("orders")
    .where("status", "in", ["PENDING", "AUTHORIZED", "PENDING_CONFIRMATION"])
    .get();
  for (const document of docs) await document.ref.delete();
}
