import type { Announcement } from "../checkouts/announcement.js";

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
