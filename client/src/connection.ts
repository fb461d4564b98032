import type { FirebaseApp } from "firebase/app";

/** Where a deployment's functions are found. */
export type PointCheckoutOptions = {
  /** The deployment's `POINTCHECKOUT_REGION`; `us-central1` when absent. */
  region?: string;
  /** What stands before the functions' names where they were deployed under other ones: `kit-shop-`. */
  functionPrefix?: string;
  /** The deployment's `POINTCHECKOUT_DATABASE`; `(default)` when absent. */
  database?: string;
  /** How long a call waits for its answer, in ms; 70,000 when absent, which is longer than the functions run. */
  timeoutMs?: number;
};

/** What every function of this package works with: an app, and where its functions are. */
export type Connection = { readonly app: FirebaseApp } & Readonly<Required<PointCheckoutOptions>>;

/**
 * Names the app whose user calls and reads, for the functions that are imported one by one. It sends nothing. The app's
 * own Functions and Firestore are used, so that `connectFunctionsEmulator` and `initializeFirestore` have their effect;
 * they are `getFunctions(app, region)` and `getFirestore(app, database)`.
 */
export function connect(app: FirebaseApp, options: PointCheckoutOptions = {}): Connection {
  const { region = "us-central1", functionPrefix = "", database = "(default)", timeoutMs = 70_000 } = options;
  return { app, region, functionPrefix, database, timeoutMs };
}
