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
