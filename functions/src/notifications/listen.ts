import { openStores } from "../connections.js";
import { startListening } from "./start-listening.js";

/**
 * The provider listener as a program: on a laptop, or as a worker on Cloud Run. It needs no vendor credentials, and
 * takes the project from `GOOGLE_CLOUD_PROJECT` or `GCLOUD_PROJECT`.
 */
const emulator = process.env.FIRESTORE_EMULATOR_HOST;
// With an emulator there is no metadata server; asking for it takes seconds.
if (emulator) process.env.METADATA_SERVER_DETECTION ??= "none";
if (!process.env.GOOGLE_CLOUD_PROJECT && !process.env.GCLOUD_PROJECT) {
  console.error(
    "Set GOOGLE_CLOUD_PROJECT to the Firebase project; for the emulators of npm start to demo-pointcheckout, and FIRESTORE_EMULATOR_HOST to 127.0.0.1:8080.",
  );
  process.exit(1);
}
const listener = startListening(openStores());
console.log("Listening for the vendor's documents of open orders");

await new Promise((resolve) => {
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, resolve);
});
await listener.close();
process.exit(0);
