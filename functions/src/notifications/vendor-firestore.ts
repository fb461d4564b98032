import { deleteApp, initializeApp } from "firebase/app";
import {
  connectFirestoreEmulator,
  disableNetwork,
  doc,
  enableNetwork,
  type Firestore,
  getDocFromServer,
  getFirestore,
  onSnapshot,
  terminate,
} from "firebase/firestore";
import type { Announcement } from "../checkouts/checkout.js";

/** Where a checkout is announced, with nothing missing. */
export type Place = { database: string; collection: string; document: string };

/** The place that a checkout names; null when the vendor gave none. */
export function placeOf({
  firebaseDatabase,
  firebaseCollection,
  firebaseDocument,
}: Announcement): Place | null {
  if (!firebaseDatabase || !firebaseCollection || !firebaseDocument) return null;
  return { database: firebaseDatabase, collection: firebaseCollection, document: firebaseDocument };
}

/** The vendor's Firestore projects, as far as a listener needs them. */
export interface VendorFirestore {
  /** Calls `onContent` with a document's content (undefined when it is absent) now and at each change. */
  listen(place: Place, onContent: (content: unknown) => void, onError: (error: Error) => void): () => void;
  /** Reads a document past any cache. */
  read(place: Place): Promise<unknown>;
  /** Drops a project's connection and makes a new one: a broken stream delivers nothing to any listener on it. */
  reconnect(database: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the vendor's projects with the Firebase client SDK: nothing but the project's id is known, and the vendor's
 * rules decide what can be read.
 *
 * @param emulator `host:port` of a Firestore emulator (the client SDK ignores `FIRESTORE_EMULATOR_HOST`)
 */
export function openVendorFirestore(emulator: string | undefined): VendorFirestore {
  const projects = new Map<string, ReturnType<typeof openProject>>();
  const reconnecting = new Map<string, Promise<void>>();
  const project = (database: string) => {
    const open = projects.get(database) ?? openProject(database, emulator);
    projects.set(database, open);
    return open.firestore;
  };
  const reference = ({ database, collection, document }: Place) =>
    doc(project(database), collection, document);
  return {
    listen: (place, onContent, onError) =>
      onSnapshot(reference(place), (snapshot) => onContent(snapshot.data()), onError),
    read: async (place) => (await getDocFromServer(reference(place))).data(),
    reconnect: (database) => {
      // One broken stream fails all its listeners at once: they share the new one.
      const running = reconnecting.get(database) ?? renew(project(database));
      reconnecting.set(database, running);
      return running.finally(() => reconnecting.delete(database));
    },
    close: async () => {
      for (const { firestore, app } of projects.values()) {
        await terminate(firestore);
        await deleteApp(app);
      }
      projects.clear();
    },
  };
}

async function renew(firestore: Firestore): Promise<void> {
  await disableNetwork(firestore);
  await enableNetwork(firestore);
}

function openProject(database: string, emulator: string | undefined) {
  const app = initializeApp({ projectId: database, apiKey: "none-needed" }, `pointcheckout-${database}`);
  const firestore = getFirestore(app);
  if (emulator) {
    const { hostname, port } = new URL(`http://${emulator}`);
    connectFirestoreEmulator(firestore, hostname, Number(port));
  }
  return { app, firestore };
}
