import * as z from "zod";
import { orderIdSchema } from "../orders/model/order-id.js";
import { announcementSchema } from "./announcement.js";
import { checkoutIdSchema } from "./checkout-id.js";

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
