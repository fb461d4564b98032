import { createHash } from "node:crypto";
import { deleteApp, initializeApp } from "firebase/app";
import {
  connectFirestoreEmulator,
  disableNetwork,
  doc,
  enableNetwork,
  type Firestore,
  getFirestore,
  onSnapshot,
  terminate,
} from "firebase/firestore";
import {
  connectFirestoreEmulator as connectLiteEmulator,
  getFirestore as getLite,
  doc as liteDoc,
  getDoc as liteGetDoc,
} from "firebase/firestore/lite";
import stringify from "safe-stable-stringify";
import type { Announcement } from "../checkouts/checkout.js";

export type Place = { database: string; collection: string; document: string };

export function placeOf(announcement: Announcement): Place | null {
  const { firebaseDatabase, firebaseCollection, firebaseDocument } = announcement;
  if (!firebaseDatabase || !firebaseCollection || !firebaseDocument) return null;
  return { database: firebaseDatabase, collection: firebaseCollection, document: firebaseDocument };
}

export type VendorFirestore = ReturnType<typeof openVendorFirestore>;
type OnContent = (content: unknown) => void;

/** @param emulator `host:port`; the client SDK ignores `FIRESTORE_EMULATOR_HOST` */
export function openVendorFirestore(emulator: string | undefined) {
  const projects = new Map<string, ReturnType<typeof openProject>>();
  const reconnecting = new Map<string, Promise<void>>();
  const project = (database: string) => {
    const open = projects.get(database) ?? openProject(database, emulator);
    projects.set(database, open);
    return open;
  };
  return {
    /** Calls `onContent` now and at each change; undefined: the document is absent. */
    listen: (
      { database, collection, document }: Place,
      onContent: OnContent,
      onError: (error: Error) => void,
    ) =>
      onSnapshot(
        doc(project(database).firestore, collection, document),
        (snapshot) => onContent(snapshot.data()),
        onError,
      ),
    /** By a plain request: a stream that delivers nothing would not answer a read either. */
    read: async ({ database, collection, document }: Place): Promise<unknown> =>
      (await withDeadline(liteGetDoc(liteDoc(project(database).lite, collection, document)))).data(),
    /** A broken stream delivers nothing to any of its listeners; they share the new one. */
    reconnect: (database: string) => {
      const running = reconnecting.get(database) ?? renew(project(database).firestore);
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
  const lite = getLite(app);
  if (emulator) {
    const { hostname, port } = new URL(`http://${emulator}`);
    connectFirestoreEmulator(firestore, hostname, Number(port));
    connectLiteEmulator(lite, hostname, Number(port));
  }
  return { app, firestore, lite };
}

const READ_DEADLINE_MS = 10_000;

/** The client SDK has no deadline, and a read that hangs would stop all rereading. */
const withDeadline = <T>(work: Promise<T>): Promise<T> =>
  Promise.race([
    work,
    new Promise<never>((_, reject) => {
      const late = () => reject(new Error(`no answer within ${READ_DEADLINE_MS} ms`));
      AbortSignal.timeout(READ_DEADLINE_MS).addEventListener("abort", late);
    }),
  ]);

export const ABSENT = "absent";

/** Equal for equal content, whatever the order of its fields. */
export function digest(content: unknown): string {
  if (content === undefined) return ABSENT;
  return createHash("sha256")
    .update(String(stringify(content)))
    .digest("hex");
}
