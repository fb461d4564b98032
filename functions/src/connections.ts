import { randomUUID } from "node:crypto";
import { deleteApp, getApps, initializeApp } from "firebase-admin/app";
import { type Firestore, getFirestore } from "firebase-admin/firestore";
import { FirestoreAuditStore } from "./audits/audit-store.js";
import { FirestoreCheckoutStore } from "./checkouts/checkout-store.js";
import { type Config, readConfig, readDatabase } from "./config.js";
import { FirestoreCallCounter } from "./limits/call-counter-store.js";
import { FirestoreOrderStore } from "./orders/store/order-store.js";
import { createPointCheckoutClient, type PointCheckoutClient } from "./pointcheckout/client.js";
import { cloudLog } from "./shared/cloud-log.js";
import type { Log } from "./shared/log.js";
import { timeFor } from "./shared/time-for.js";

export type Stores = ReturnType<typeof storesOn>;

let stores: Stores | undefined;

export function openStores(): Stores {
  // firebase-functions opens an app of its own, which is not the default one.
  if (!stores && !getApps().some(({ name }) => name === "[DEFAULT]")) initializeApp();
  stores ??= storesOn(getFirestore(readDatabase()), cloudLog);
  return stores;
}

/** For a tool outside of functions. @returns with `close`: an open connection keeps a process alive */
export function openStoresOf(projectId: string, log: Log): Stores & { close: () => Promise<void> } {
  const app = initializeApp({ projectId }, `stores of ${projectId}`);
  return { ...storesOn(getFirestore(app, readDatabase()), log), close: () => deleteApp(app) };
}

function storesOn(firestore: Firestore, log: Log) {
  const checkouts = new FirestoreCheckoutStore(firestore);
  return {
    audits: new FirestoreAuditStore(firestore, checkouts),
    checkouts,
    counter: new FirestoreCallCounter(firestore),
    orders: new FirestoreOrderStore(firestore, checkouts, log),
    log,
  };
}

export type Connections = Stores & { settings: Config; pointcheckout: PointCheckoutClient };

let connected: Connections | undefined;

/** Stores, API client and settings of this instance; made once. @throws ConfigurationError */
export function connect(): Connections {
  if (!connected) {
    const settings = readConfig();
    connected = { ...openStores(), settings, pointcheckout: createPointCheckoutClient(settings.api) };
  }
  return connected;
}

/** For tests that run a function in their own process. */
export function connectTo(made: Connections): void {
  connected = made;
  stores = made;
}

/** What a call needs that may take several steps at the vendor. @throws ConfigurationError */
export function connectCall() {
  const connections = connect();
  return { ...connections, ...timeFor(connections.settings.stepsMs), newLeaseId: randomUUID };
}
