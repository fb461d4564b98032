import { type FirebaseApp, initializeApp } from "firebase/app";
import {
  type Auth,
  browserLocalPersistence,
  connectAuthEmulator,
  indexedDBLocalPersistence,
  initializeAuth,
} from "firebase/auth";
import type { loadSettings } from "../settings.js";

export type Firebase = { app: FirebaseApp; auth: Auth };

/** Starts the part of Firebase that the sign-in screen needs; Firestore is loaded while somebody signs in. */
export async function startFirebase(settings: Awaited<ReturnType<typeof loadSettings>>): Promise<Firebase> {
  const app = initializeApp(settings.firebase);
  if (settings.appCheckSiteKey) {
    const { startAppCheck } = await import("./start-app-check.js");
    startAppCheck(app, settings.appCheckSiteKey);
  }
  const auth = initializeAuth(app, { persistence: [indexedDBLocalPersistence, browserLocalPersistence] });
  if (settings.emulators)
    connectAuthEmulator(auth, `http://${settings.emulators.auth}`, { disableWarnings: true });
  return { app, auth };
}
