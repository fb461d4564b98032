import * as z from "zod";
import { checkoutIdSchema } from "../checkouts/checkout-id.js";
import { emailSchema, line, linkOptionsSchema, phoneSchema } from "../orders/model/content.js";
import { orderIdSchema } from "../orders/model/order-id.js";
import { type Parsed, parseBySchema } from "../orders/model/parse-by-schema.js";
import { DECISIONS, PROBLEM_CODES } from "../orders/model/problems.js";
import { refundReferenceSchema } from "../orders/model/refund.js";
import { paymentIdSchema } from "../pointcheckout/payment-id.js";
import { parseAmount } from "../shared/money.js";

/** Why somebody does something, in their own words; kept with the event. */
const LONGEST_REASON = 500;

/** A currency with the most decimals: more decimals are wrong in every currency. The order's own is known only later. */
const FINEST = "CLF";

const refundAmount = z
  .union([z.string(), z.number()], "must be a decimal number, or its text")
  .refine((value) => {
    const parsed = parseAmount(value, FINEST);
    return parsed.ok && parsed.money.minor > 0;
  }, 'must be more than 0, in the digits 0-9 with at most one point, such as "12.50"');

export const refundInput = z.strictObject({
  orderId: orderIdSchema,
  /** Which payment, of an order that was paid twice. */
  checkoutId: checkoutIdSchema.optional(),
  /** A decimal in major units of the order's currency: `"12.50"`. All that is left when absent. */
  amount: refundAmount.optional(),
  /** Up to 200 characters; the vendor sees it, too. */
  reason: line(200),
  /** 1 to 60 of `A-Z a-z 0-9 . _ -`, chosen by the caller: one reference is one refund. */
  referenceId: refundReferenceSchema,
  /** By an administrator: an `unknown` refund is to be sent once more. */
  confirm: z.boolean().optional(),
});
export type RefundInput = z.infer<typeof refundInput>;

export const captureInput = z.strictObject({
  orderId: orderIdSchema,
  /** The payment's own id at the vendor, not the checkout's. When absent, the one that a webhook has named. */
  paymentId: paymentIdSchema.optional(),
  reason: line(LONGEST_REASON).optional(),
});
export type CaptureInput = z.infer<typeof captureInput>;

/** Reads `{orderId, checkoutId?, amount?, reason, referenceId, confirm?}`. */
export const parseRefundInput = (raw: unknown): Parsed<RefundInput> => parseBySchema(refundInput, raw);

/** Reads `{orderId, paymentId?, reason?}`. */
export const parseCaptureInput = (raw: unknown): Parsed<CaptureInput> => parseBySchema(captureInput, raw);

export const cancelInput = z.strictObject({
  orderId: orderIdSchema,
  reason: line(LONGEST_REASON).optional(),
});
export const extendInput = z.strictObject({
  orderId: orderIdSchema,
  /** Minutes from now. */
  expiresIn: linkOptionsSchema.shape.expiresIn.unwrap(),
});
export const sendInput = z
  .strictObject({
    orderId: orderIdSchema,
    /** True: to the phone that is stored with the order. A phone: to this one, which is stored first. */
    sms: z
      .union(
        [z.boolean(), phoneSchema],
        "must be true for the order's phone, or a phone number with its international calling code, such as 971567123456",
      )
      .optional(),
    /** True: to the e-mail address that is stored with the order. An address: to this one, which is stored first. */
    email: z
      .union(
        [z.boolean(), emailSchema],
        "must be true for the order's e-mail address, or an e-mail address, such as name@example.com",
      )
      .optional(),
  })
  .refine(({ sms, email }) => Boolean(sms || email), "Say where to send the link: give sms, email, or both");
export const importInput = z.strictObject({ checkoutId: checkoutIdSchema });

export const resolutionInput = z.strictObject({
  orderId: orderIdSchema,
  decision: z.enum(DECISIONS, `must be one of ${DECISIONS.join(", ")}`),
  /** Why, up to 500 characters; kept with the event. */
  note: line(LONGEST_REASON),
  /** Which one, where the order has several. */
  problem: z.enum(PROBLEM_CODES, `must be one of ${PROBLEM_CODES.join(", ")}`).optional(),
});
export type ResolutionInput = z.infer<typeof resolutionInput>;

/** Reads `{orderId, decision, note, problem?}`. */
export const parseResolution = (raw: unknown): Parsed<ResolutionInput> => parseBySchema(resolutionInput, raw);

/** Reads `{orderId, reason?}`. */
export const parseCancellation = (raw: unknown): Parsed<z.infer<typeof cancelInput>> =>
  parseBySchema(cancelInput, raw);

/** Reads `{orderId, expiresIn}`. */
export const parseExtension = (raw: unknown): Parsed<z.infer<typeof extendInput>> =>
  parseBySchema(extendInput, raw);

/** Reads `{orderId, sms?, email?}`. */
export const parseSending = (raw: unknown): Parsed<z.infer<typeof sendInput>> =>
  parseBySchema(sendInput, raw);

/** Reads `{checkoutId}`. */
export const parseImport = (raw: unknown): Parsed<z.infer<typeof importInput>> =>
  parseBySchema(importInput, raw);
