import { deleteApp, initializeApp } from "firebase/app";
import {
  connectAuthEmulator,
  getAuth,
  signInWithCustomToken,
  signInWithEmailAndPassword,
} from "firebase/auth";
import { connectFirestoreEmulator, getFirestore, terminate } from "firebase/firestore";
import { connectFunctionsEmulator, getFunctions } from "firebase/functions";
import type { User } from "../../../functions/test/support/callables.js";
import { environment } from "../../../functions/test/support/environment.js";
import { type PointCheckout, pointcheckout } from "../../src/index.js";

/** What ends each of the apps. */
const open: (() => Promise<void>)[] = [];
let count = 0;

/**
 * The client in an app of its own, as an app of the user's would have it. Listeners that share an app share a stream,
 * which the emulator breaks: whoever listens to two things asks twice.
 */
export async function signedIn(
  user: User | { email: string; password: string } | null,
  region = "us-central1",
): Promise<PointCheckout> {
  count += 1;
  const app = initializeApp({ projectId: environment.project, apiKey: "emulator" }, `client-${count}`);
  const firestore = getFirestore(app);
  const [host = "", port] = environment.firestoreHost.split(":");
  connectFirestoreEmulator(firestore, host, Number(port));
  const functions = new URL(environment.functionsUrl);
  connectFunctionsEmulator(getFunctions(app, region), functions.hostname, Number(functions.port));
  open.push(async () => {
    await terminate(firestore);
    await deleteApp(app);
  });
  if (user) {
    const auth = getAuth(app);
    connectAuthEmulator(auth, `http://${environment.authHost}`, { disableWarnings: true });
    if ("password" in user) await signInWithEmailAndPassword(auth, user.email, user.password);
    else {
      // The emulator takes a token that nobody has signed.
      const { uid, role } = user;
      await signInWithCustomToken(auth, JSON.stringify({ uid, claims: role ? { role } : {} }));
    }
  }
  return pointcheckout(app, { region });
}

/** Ends all apps that {@link signedIn} made. */
export async function signOutAll(): Promise<void> {
  await Promise.all(open.splice(0).map((close) => close()));
}
