import { createHash } from "node:crypto";
import { credentials } from "@grpc/grpc-js";
import { Firestore } from "firebase-admin/firestore";
import stringify from "safe-stable-stringify";
import type { Announcement } from "../checkouts/checkout.js";

export type Place = { database: string; collection: string; document: string };

export function placeOf(announcement: Announcement): Place | null {
  const { firebaseDatabase, firebaseCollection, firebaseDocument } = announcement;
  if (!firebaseDatabase || !firebaseCollection || !firebaseDocument) return null;
  return { database: firebaseDatabase, collection: firebaseCollection, document: firebaseDocument };
}

export type VendorFirestore = ReturnType<typeof openVendorFirestore>;

/** The vendor's documents, by project; with an emulator in `FIRESTORE_EMULATOR_HOST`, there. */
export function openVendorFirestore() {
  const projects = new Map<string, Firestore>();
  const at = ({ database, collection, document }: Place) => {
    const firestore = projects.get(database) ?? openAsNobody(database);
    projects.set(database, firestore);
    return firestore.collection(collection).doc(document);
  };
  return {
    /** Calls `onContent` now and at each change; undefined: the document is absent. */
    listen: (place: Place, onContent: (content: unknown) => void, onError: (error: Error) => void) =>
      at(place).onSnapshot((snapshot) => onContent(snapshot.data()), onError),
    read: async (place: Place): Promise<unknown> => (await withDeadline(at(place).get())).data(),
    close: async () => {
      await Promise.all([...projects.values()].map((firestore) => firestore.terminate()));
      projects.clear();
    },
  };
}

/** As somebody who is not signed in, so that the vendor's rules decide: our service account has no place there. */
function openAsNobody(projectId: string): Firestore {
  const isEmulated = process.env.FIRESTORE_EMULATOR_HOST !== undefined;
  return new Firestore({
    projectId,
    sslCreds: isEmulated ? credentials.createInsecure() : credentials.createSsl(),
    // Beside an emulator the SDK would be its owner, for whom there are no rules.
    customHeaders: { Authorization: [] },
    // Ends a connection that is dead without having been closed.
    "grpc.keepalive_time_ms": 60_000,
  });
}

const READ_DEADLINE_MS = 10_000;

/** The SDK waits for minutes, and a read that hangs would stop all rereading. */
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
