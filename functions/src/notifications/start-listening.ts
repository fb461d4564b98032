import type { Stores } from "../connections.js";
import { type ListenerDependencies, startProviderListener } from "./provider-listener.js";
import { openVendorFirestore } from "./vendor-firestore.js";

export function startListening(stores: Stores) {
  const pace = listeningPace(process.env.FIRESTORE_EMULATOR_HOST !== undefined);
  return startProviderListener({ ...stores, vendor: openVendorFirestore(), ...pace });
}

/** Emulated listeners miss a change now and then, and a read costs nothing there. */
export const listeningPace = (emulated: boolean): Pick<ListenerDependencies, "rereadMs" | "retryMs"> =>
  emulated ? { rereadMs: 2_000, retryMs: 1_000 } : { rereadMs: 300_000, retryMs: 15_000 };
