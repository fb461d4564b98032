import type { Announcement } from "../checkouts/announcement.js";

export type Place = { database: string; collection: string; document: string };

/** Null when the vendor named none. */
export function placeOf({
  firebaseDatabase,
  firebaseCollection,
  firebaseDocument,
}: Announcement): Place | null {
  if (!firebaseDatabase || !firebaseCollection || !firebaseDocument) return null;
  return { database: firebaseDatabase, collection: firebaseCollection, document: firebaseDocument };
}
