import * as z from "zod";
import { checkoutIdSchema } from "../../checkouts/checkout-id.js";
import { paymentIdSchema } from "../../pointcheckout/payment-id.js";
import { parseAmount } from "../../shared/money.js";
import { orderIdSchema } from "../../shared/order-id.js";
import { emailSchema, phoneSchema } from "../model/contact.js";
import { line, linkOptionsSchema } from "../model/content.js";
import { DECISIONS, PROBLEM_CODES } from "../model/problems.js";
import { refundReferenceSchema } from "../model/refund.js";

const LONGEST_REASON = 500;
/** Of a refund: the vendor sees it, too. */
const LONGEST_REFUND_REASON = 200;
/** The order's currency is known only later: no currency has more decimals than this one. */
const FINEST = "CLF";

const refundAmountInput = z
  .union([z.string(), z.number()], "must be a decimal number, or its text")
  .refine((value) => {
    const parsed = parseAmount(value, FINEST);
    return parsed.ok && parsed.money.minor > 0;
  }, 'must be more than 0, in the digits 0-9 with at most one point, such as "12.50"');

export const refundInput = z.strictObject({
  orderId: orderIdSchema,
  checkoutId: checkoutIdSchema.optional(),
  /** A decimal in major units: `"12.50"`. Absent: all that is left. */
  amount: refundAmountInput.optional(),
  reason: line(LONGEST_REFUND_REASON),
  /** Chosen by the caller: one reference is one refund. */
  referenceId: refundReferenceSchema,
  /** An administrator has an `unknown` refund sent once more. */
  confirm: z.boolean().optional(),
});
export type RefundInput = z.output<typeof refundInput>;

export const captureInput = z.strictObject({
  orderId: orderIdSchema,
  /** The payment's id, not the checkout's. Absent: the one that a webhook named. */
  paymentId: paymentIdSchema.optional(),
  reason: line(LONGEST_REASON).optional(),
});
export type CaptureInput = z.output<typeof captureInput>;

export const cancelInput = z.strictObject({
  orderId: orderIdSchema,
  reason: line(LONGEST_REASON).optional(),
});
export type CancelInput = z.output<typeof cancelInput>;

export const extendInput = z.strictObject({
  orderId: orderIdSchema,
  /** Minutes from now. */
  expiresIn: linkOptionsSchema.shape.expiresIn.unwrap(),
});
export type ExtendInput = z.output<typeof extendInput>;

export const sendInput = z
  .strictObject({
    orderId: orderIdSchema,
    /** True: to the stored contact. A phone, or e-mail address: to this one, which is stored first. */
    sms: z
      .union(
        [z.boolean(), phoneSchema],
        "must be true for the order's phone, or a phone number with its international calling code, such as 971567123456",
      )
      .optional(),
    email: z
      .union(
        [z.boolean(), emailSchema],
        "must be true for the order's e-mail address, or an e-mail address, such as name@example.com",
      )
      .optional(),
  })
  .refine(({ sms, email }) => Boolean(sms || email), "Say where to send the link: give sms, email, or both");
export type SendInput = z.output<typeof sendInput>;

export const importInput = z.strictObject({ checkoutId: checkoutIdSchema });
export type ImportInput = z.output<typeof importInput>;

export const resolutionInput = z
  .strictObject({
    orderId: orderIdSchema,
    decision: z.enum(DECISIONS, `must be one of ${DECISIONS.join(", ")}`),
    note: line(LONGEST_REASON),
    /** Absent: the order's only one. */
    problem: z.enum(PROBLEM_CODES, `must be one of ${PROBLEM_CODES.join(", ")}`).optional(),
  })
  // It becomes the refund's reason, by which refundPayment repeats it.
  .refine(({ decision, note }) => decision !== "refund_payment" || note.length <= LONGEST_REFUND_REASON, {
    path: ["note"],
    error: `must be at most ${LONGEST_REFUND_REASON} characters: PointCheckout sees the reason of a refund`,
  });
export type ResolutionInput = z.output<typeof resolutionInput>;
