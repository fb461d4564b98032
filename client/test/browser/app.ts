import { initializeApp } from "firebase/app";
import { connectAuthEmulator, getAuth, signInWithEmailAndPassword } from "firebase/auth";
import { connectFirestoreEmulator, getFirestore } from "firebase/firestore";
import { connectFunctionsEmulator, getFunctions } from "firebase/functions";
import {
  type OrderContentInput,
  type PaymentLink,
  PointCheckoutError,
  type PointCheckoutErrorCode,
  pointcheckout,
} from "../../src/index.js";

export type Settings = { project: string; authHost: string; firestoreHost: string; functionsUrl: string };
export type Outcome = { link: PaymentLink } | { code: PointCheckoutErrorCode };

/** A merchant's app, as small as it can be: what it hears is written into the page. */
export type App = {
  signIn: (email: string, password: string) => Promise<string>;
  create: (input: OrderContentInput) => Promise<Outcome>;
  watch: (orderId: string) => void;
};
declare global {
  interface Window {
    app: App;
  }
}

const settings = JSON.parse(document.body.dataset.settings ?? "") as Settings;
const firebase = initializeApp({ projectId: settings.project, apiKey: "emulator" });
const auth = getAuth(firebase);
connectAuthEmulator(auth, `http://${settings.authHost}`, { disableWarnings: true });
const [host = "", port] = settings.firestoreHost.split(":");
connectFirestoreEmulator(getFirestore(firebase), host, Number(port));
const functions = new URL(settings.functionsUrl);
connectFunctionsEmulator(getFunctions(firebase, "us-central1"), functions.hostname, Number(functions.port));
const payments = pointcheckout(firebase);

const show = (name: string, text: string) => {
  document.body.setAttribute(`data-${name}`, text);
};

window.app = {
  signIn: async (email, password) => (await signInWithEmailAndPassword(auth, email, password)).user.uid,

  create: async (input) => {
    try {
      return { link: await payments.createPaymentLink(input) };
    } catch (error) {
      if (!(error instanceof PointCheckoutError)) throw error;
      return { code: error.code };
    }
  },

  watch: (orderId) => {
    payments.onOrder(
      orderId,
      (order, { isStale }) => {
        show("status", order?.status ?? "none");
        show("stale", String(isStale));
      },
      ({ code }) => show("error", code),
    );
  },
};
