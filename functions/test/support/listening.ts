import { FirestoreCheckoutStore } from "../../src/checkouts/checkout-store.js";
import { type ProviderListener, startProviderListener } from "../../src/notifications/provider-listener.js";
import { openVendorFirestore, type VendorFirestore } from "../../src/notifications/vendor-firestore.js";
import { FirestoreOrderStore } from "../../src/orders/store/order-store.js";
import { firestore } from "./firestore.js";
import { silentLog } from "./silent-log.js";

/**
 * Starts the provider listener in this process, between the vendor's Firestore and the merchant's.
 *
 * @param rereadMs how often it reads what it follows
 * @param onRead is called each time that it did
 */
export function startListening({ rereadMs = 1_000, onRead = () => {} } = {}): ProviderListener {
  const checkouts = new FirestoreCheckoutStore(firestore);
  const orders = new FirestoreOrderStore(firestore, checkouts, silentLog);
  const opened = openVendorFirestore();
  const vendor: VendorFirestore = {
    ...opened,
    read: async (place) => {
      const content = await opened.read(place);
      onRead();
      return content;
    },
  };
  return startProviderListener({ orders, checkouts, vendor, log: silentLog, rereadMs, retryMs: 500 });
}

/** Removes what earlier tests left open: the listener would follow it, too. */
export async function forgetOpenOrders(): Promise<void> {
  const { docs } = await firestore
    .collection("orders")
    .where("status", "in", ["PENDING", "AUTHORIZED", "PENDING_CONFIRMATION"])
    .get();
  for (const document of docs) await document.ref.delete();
}
