import type { Stores } from "../connections.js";
import { listeningPace } from "./listening-pace.js";
import { type ProviderListener, startProviderListener } from "./provider-listener.js";
import { openVendorFirestore } from "./vendor-firestore.js";

export function startListening(
  stores: Stores,
  emulator = process.env.FIRESTORE_EMULATOR_HOST,
): ProviderListener {
  const vendor = openVendorFirestore(emulator);
  return startProviderListener({ ...stores, vendor, ...listeningPace(emulator !== undefined) });
}
