import * as z from "zod";
import { checkoutIdSchema } from "../../checkouts/checkout-id.js";
import { instantSchema } from "../../shared/instant.js";
import { moneySchema } from "../../shared/money.js";

/** Makes a refund repeatable; chosen by its caller, and part of a document's id. */
export const refundReferenceSchema = z
  .string()
  .regex(/^[A-Za-z0-9._-]{1,60}$/, "must be 1 to 60 of A-Z a-z 0-9 . _ -");

/** The order's unsettled refund; no other may begin. Customers can read it: it names no person or reason. */
export const refundLockSchema = z.object({
  referenceId: refundReferenceSchema,
  checkoutId: checkoutIdSchema,
  amountMinor: z.number().int().positive(),
  /** The vendor's total just before. */
  totalBeforeMinor: z.number().int().nonnegative(),
  /** `asked`: sent, or about to be. `unknown`: no trace of it. `problem`: the total is neither that before nor that after. */
  state: z.enum(["asked", "unknown", "problem"]),
  sends: z.number().int().positive(),
  /** The last of several sendings was refused. */
  refused: z.boolean(),
  /** An unchanged total after this time means `unknown`. */
  until: instantSchema,
  /** Null: a human has to act. */
  nextCheckAt: instantSchema.nullable(),
});
export type RefundLock = z.infer<typeof refundLockSchema>;

/**
 * `not_processed`: the vendor did not look at it (401, 429), so the reference may be used again. `abandoned`: an
 * administrator found that it was not made.
 */
export const REFUND_STATES = [
  "asked",
  "unknown",
  "problem",
  "done",
  "refused",
  "not_processed",
  "abandoned",
] as const;
export type RefundState = (typeof REFUND_STATES)[number];

/** `orders/{orderId}/internal/refund-{referenceId}`, for staff only. */
export const refundRecordSchema = z.object({
  referenceId: refundReferenceSchema,
  state: z.enum(REFUND_STATES),
  checkoutId: checkoutIdSchema,
  amount: moneySchema,
  /** No amount was given: everything that was left. */
  all: z.boolean(),
  totalBeforeMinor: z.number().int().nonnegative(),
  totalAfterMinor: z.number().int().nonnegative().nullable(),
  sends: z.number().int().positive(),
  reason: z.string(),
  /** Uids: who asked, and which administrator had it sent again. */
  by: z.string(),
  confirmedBy: z.string().nullable(),
  askedAt: instantSchema,
  settledAt: instantSchema.nullable(),
  vendorMessage: z.string().nullable(),
});
export type RefundRecord = z.infer<typeof refundRecordSchema>;

export type RefundRecordPatch = Pick<RefundRecord, "referenceId"> & Partial<RefundRecord>;
