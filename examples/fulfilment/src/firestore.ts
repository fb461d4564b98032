import { getApps, initializeApp } from "firebase-admin/app";
import { type Firestore, getFirestore } from "firebase-admin/firestore";
import { readDatabase } from "./config.js";

/** The database of the orders. */
export function openFirestore(): Firestore {
  // firebase-functions keeps an app of its own beside: that there is one does not say that there is the default one.
  if (!getApps().some(({ name }) => name === "[DEFAULT]")) initializeApp();
  return getFirestore(readDatabase());
}

/** gRPC codes: not found, already exists, failed precondition, aborted. */
const LOST_RACE: ReadonlySet<unknown> = new Set([5, 6, 9, 10]);

/** Null when another writer was first. */
export async function unlessLost<T>(write: Promise<T>): Promise<T | null> {
  try {
    return await write;
  } catch (error) {
    if (LOST_RACE.has((error as { code?: unknown }).code)) return null;
    throw error;
  }
}
