import * as z from "zod";
import { orderIdSchema } from "../orders/model/order-id.js";
import { announcementSchema } from "./announcement.js";
import { checkoutIdSchema } from "./checkout-id.js";

/**
 * `checkouts/{checkoutId}`: created with the link and from then on only touched. A touch is what the trigger fires on;
 * when it happened is Firestore's own `updateTime`.
 */
export const checkoutSchema = announcementSchema.extend({
  checkoutId: checkoutIdSchema,
  orderId: orderIdSchema,
  requestId: z.string(),
  touchedBy: z.string(),
  touches: z.number().int().nonnegative(),
  /** Digest of the vendor's document when it was last seen: shows a change that happened while nobody listened. */
  providerDigest: z.string().nullish(),
  /** Payment reference that a signed webhook named: a candidate for capture, to be verified. */
  referenceId: z.string().nullish(),
});
export type Checkout = z.infer<typeof checkoutSchema>;

/** A checkout as it is created: nobody has touched it yet. */
export type NewCheckout = Omit<Checkout, "touchedBy" | "touches">;
