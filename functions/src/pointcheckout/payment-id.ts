import * as z from "zod";

/**
 * The vendor's webhooks call it reference. Its form is undocumented. A number is refused: it is rounded already.
 * @see vendor API: Act
 */
export const paymentIdSchema = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/, "must be 1 to 64 letters, digits, _ or -")
  .brand<"PaymentId">();

export type PaymentId = z.infer<typeof paymentIdSchema>;

export function parsePaymentId(input: unknown): PaymentId | undefined {
  return paymentIdSchema.safeParse(input).data;
}
