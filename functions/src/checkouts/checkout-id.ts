import * as z from "zod";

/**
 * The vendor's id of a checkout. Today it is a 19-digit string, beyond what a JavaScript number can hold; only text
 * is accepted, because a number has been rounded already.
 *
 * It becomes a document id and a map key, so it may hold nothing that has a meaning there: no slash and no dot, not
 * Firestore's reserved `__…__`, not a name that every object inherits ("constructor").
 *
 * @see vendor API: Create payment link checkout
 */
export const checkoutIdSchema = z
  .string()
  .regex(/^(?!__.*__$)[A-Za-z0-9_-]{1,40}$/, "expected 1 to 40 letters, digits, _ or -")
  .refine((id) => !Object.hasOwn(Object.prototype, id), "expected an id that is not a built-in name")
  .brand<"CheckoutId">();

export type CheckoutId = z.infer<typeof checkoutIdSchema>;

/** The input as a checkout id, or undefined. */
export function parseCheckoutId(input: unknown): CheckoutId | undefined {
  return checkoutIdSchema.safeParse(input).data;
}
