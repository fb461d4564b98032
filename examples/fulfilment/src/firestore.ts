import { getApps, initializeApp } from "firebase-admin/app";
import { type Firestore, getFirestore } from "firebase-admin/firestore";

/** This project's Firestore. */
export function openFirestore(): Firestore {
  // firebase-functions keeps an app of its own beside: that there is one does not say that there is the default one.
  if (!getApps().some(({ name }) => name === "[DEFAULT]")) initializeApp();
  return getFirestore();
}
