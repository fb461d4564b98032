import { initializeApp } from "firebase-admin/app";
import { getFirestore, Timestamp } from "firebase-admin/firestore";
import { FirestoreCheckoutStore } from "../../src/checkouts/checkout-store.js";
import { toFirestore, toInstant } from "../../src/orders/store/order-document.js";
import { FirestoreOrderStore } from "../../src/orders/store/order-store.js";
import { documentIdOf } from "../../src/shared/order-id.js";
import { checkoutStoreContract } from "../contracts/checkout-store-contract.js";
import { orderStoreContract } from "../contracts/order-store-contract.js";
import type { StoresUnderTest } from "../contracts/stores-under-test.js";
import { silentLog } from "../support/silent-log.js";

// A project of its own: no trigger of ours fires there, so nobody else writes these orders.
const firestore = getFirestore(initializeApp({ projectId: "demo-contract" }, "contract"));

function open(): StoresUnderTest {
  const checkouts = new FirestoreCheckoutStore(firestore);
  const order = (orderId: string) => firestore.collection("orders").doc(documentIdOf(orderId));
  return {
    orders: new FirestoreOrderStore(firestore, checkouts, silentLog),
    checkouts,
    putOrder: async (orderId, fields) => void (await order(orderId).set(toFirestore(fields) as object)),
    deleteOrder: async (orderId) => void (await order(orderId).delete()),
    orderFields: async (orderId) => plain((await order(orderId).get()).data()),
    events: async (orderId) => {
      const { docs } = await order(orderId).collection("events").orderBy("__name__").get();
      return docs.map((document) => ({ ...(plain(document.data()) as object), id: document.id }));
    },
    problemDetails: async (orderId) =>
      plain((await order(orderId).collection("internal").doc("problem").get()).data()),
    checkout: async (id) => {
      const snapshot = await firestore.collection("checkouts").doc(id).get();
      const fields = plain(snapshot.data());
      return fields && snapshot.updateTime && { fields, updateTime: toInstant(snapshot.updateTime) };
    },
  };
}

/** Fields with Instants where Firestore has Timestamps. */
function plain(fields: Record<string, unknown> | undefined): Record<string, unknown> | undefined {
  return fields && (plainValue(fields) as Record<string, unknown>);
}

function plainValue(value: unknown): unknown {
  if (value instanceof Timestamp) return toInstant(value);
  if (Array.isArray(value)) return value.map(plainValue);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, plainValue(field)]));
}

orderStoreContract("FirestoreOrderStore", open());
checkoutStoreContract("FirestoreCheckoutStore", open());
