import type { FirebaseApp } from "firebase/app";
import { connectFirestoreEmulator, getFirestore } from "firebase/firestore";
import { connectFunctionsEmulator, getFunctions } from "firebase/functions";
import { type Connection, connect } from "pointcheckout-firebase-client";
import type { Settings } from "../settings.js";

/** The client of the functions and orders, for the app's signed-in user. */
export function connectPayments(app: FirebaseApp, settings: Settings): Connection {
  const { region, functionPrefix, database = "(default)", emulators } = settings;
  if (emulators) {
    connectFirestoreEmulator(getFirestore(app, database), ...hostAndPort(emulators.firestore));
    connectFunctionsEmulator(getFunctions(app, region), ...hostAndPort(emulators.functions));
  }
  return connect(app, { region, functionPrefix, database });
}

function hostAndPort(address: string): [string, number] {
  const { hostname, port } = new URL(`http://${address}`);
  return [hostname, Number(port)];
}
