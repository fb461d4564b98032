import * as z from "zod";

/** Where the vendor announces a checkout's changes: a document in the vendor's own Firestore project. */
export const announcementSchema = z.object({
  firebaseDatabase: z.string().nullable(),
  firebaseCollection: z.string().nullable(),
  firebaseDocument: z.string().nullable(),
});
export type Announcement = z.infer<typeof announcementSchema>;

/** The vendor named no document. */
export const NOT_ANNOUNCED: Announcement = {
  firebaseDatabase: null,
  firebaseCollection: null,
  firebaseDocument: null,
};
