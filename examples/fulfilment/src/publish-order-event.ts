import { type App, getApps, initializeApp } from "firebase-admin/app";
import { getEventarc } from "firebase-admin/eventarc";
import { onDocumentCreated } from "firebase-functions/v2/firestore";
import { functionOptions, readChannel } from "./config.js";
import { toCloudEvent } from "./to-cloud-event.js";

/**
 * Publishes every event of every order to an Eventarc channel, where any number of functions and services may subscribe
 * without reading your Firestore. At least once: Firestore delivers so, and so does Eventarc.
 */
export const publishOrderEvent = onDocumentCreated(functionOptions, async ({ data, source, time }) => {
  const channel = readChannel();
  if (!data || channel === null) return;
  await getEventarc(publishingApp()).channel(channel).publish(toCloudEvent(data, { source, time }));
});

const APP_NAME = "publishing";

/** An app of its own, because the emulator of Eventarc takes no real credential, and a laptop need not have one. */
function publishingApp(): App {
  const open = getApps().find(({ name }) => name === APP_NAME);
  if (open) return open;
  return initializeApp(
    process.env.CLOUD_EVENTARC_EMULATOR_HOST ? { credential: emulatorCredential } : {},
    APP_NAME,
  );
}

const emulatorCredential = { getAccessToken: async () => ({ access_token: "owner", expires_in: 3600 }) };
