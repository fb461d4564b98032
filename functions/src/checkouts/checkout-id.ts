import * as z from "zod";

/**
 * The vendor's id of a checkout: 19 digits today, beyond a JavaScript number. A number is refused, because it is
 * rounded already. It becomes a document id and a map key, so Firestore's reserved `__…__` and names that every object
 * inherits ("constructor") are refused.
 * @see vendor API: Create payment link checkout
 */
export const checkoutIdSchema = z
  .string()
  .regex(/^(?!__.*__$)[A-Za-z0-9_-]{1,40}$/, "expected 1 to 40 letters, digits, _ or -")
  .refine((id) => !Object.hasOwn(Object.prototype, id), "expected an id that is not a built-in name")
  .brand<"CheckoutId">();

export type CheckoutId = z.infer<typeof checkoutIdSchema>;
