import * as z from "zod";

/** The document in the vendor's own Firestore project that announces a checkout's changes. */
export const announcementSchema = z.object({
  firebaseDatabase: z.string().nullable(),
  firebaseCollection: z.string().nullable(),
  firebaseDocument: z.string().nullable(),
});
export type Announcement = z.infer<typeof announcementSchema>;

export const NOT_ANNOUNCED: Announcement = {
  firebaseDatabase: null,
  firebaseCollection: null,
  firebaseDocument: null,
};

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
