import * as z from "zod";
import { orderIdSchema } from "../shared/order-id.js";
import { checkoutIdSchema } from "./checkout-id.js";

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

/** Created with the link, then only touched, which fires the trigger. A touch's time is its `updateTime`. */
export const checkoutSchema = announcementSchema.extend({
  checkoutId: checkoutIdSchema,
  orderId: orderIdSchema,
  requestId: z.string(),
  touchedBy: z.string(),
  touches: z.number().int().nonnegative(),
  /** Digest of the vendor's document, which shows a change that nobody listened to. */
  providerDigest: z.string().nullish(),
  /** Payment id that a signed webhook named: a candidate for capture, to be verified. */
  referenceId: z.string().nullish(),
});
export type Checkout = z.infer<typeof checkoutSchema>;

export type NewCheckout = Omit<Checkout, "touchedBy" | "touches">;
