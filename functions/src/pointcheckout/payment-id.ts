import * as z from "zod";

/**
 * The vendor's id of a payment: what its webhooks call the reference. Undocumented, so any short text without a meaning
 * in a path is taken; a number is not, because it has been rounded already.
 *
 * @see vendor API: Act
 */
export const paymentIdSchema = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/, "must be 1 to 64 letters, digits, _ or -")
  .brand<"PaymentId">();

export type PaymentId = z.infer<typeof paymentIdSchema>;

/** The input as a payment id, or undefined. */
export function parsePaymentId(input: unknown): PaymentId | undefined {
  return paymentIdSchema.safeParse(input).data;
}
