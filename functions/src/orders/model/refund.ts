import * as z from "zod";
import { checkoutIdSchema } from "../../checkouts/checkout-id.js";
import { instantSchema, moneySchema } from "./attempt.js";

/** What makes a refund repeatable, chosen by its caller. It becomes part of a document's id. */
export const refundReferenceSchema = z
  .string()
  .regex(/^[A-Za-z0-9._-]{1,60}$/, "must be 1 to 60 of A-Z a-z 0-9 . _ -");

/**
 * The order's one refund that is not settled. While it stands there, no other may begin. Customers can read it: it holds
 * no person and no reason.
 */
export const refundLockSchema = z.object({
  referenceId: refundReferenceSchema,
  checkoutId: checkoutIdSchema,
  /** Minor units of the attempt's currency. */
  amountMinor: z.number().int().positive(),
  /** What the vendor had refunded of the checkout just before, in minor units. */
  totalBeforeMinor: z.number().int().nonnegative(),
  /** `asked`: the vendor is or was asked. `unknown`: no trace of it. `problem`: the total fits neither. */
  state: z.enum(["asked", "unknown", "problem"]),
  /** How often it was, or may have been, sent. */
  sends: z.number().int().positive(),
  /** The last of several sendings was refused: no trace at the end means that nothing was refunded. */
  refused: z.boolean(),
  /** From when on a total that has not changed means `unknown`. */
  until: instantSchema,
  /** When the sweep looks again; null: a human is to act. */
  nextCheckAt: instantSchema.nullable(),
});
export type RefundLock = z.infer<typeof refundLockSchema>;

/**
 * `not_processed`: the vendor did not look at it (refused credentials, 429); the same reference may be used again.
 * `abandoned`: an administrator has found that it was not made.
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

/** `orders/{orderId}/internal/refund-{referenceId}`: for staff alone. */
export const refundRecordSchema = z.object({
  referenceId: refundReferenceSchema,
  state: z.enum(REFUND_STATES),
  checkoutId: checkoutIdSchema,
  amount: moneySchema,
  /** All that was left was asked for, without an amount. */
  all: z.boolean(),
  /** In minor units, as seen just before; and once it was settled. */
  totalBeforeMinor: z.number().int().nonnegative(),
  totalAfterMinor: z.number().int().nonnegative().nullable(),
  sends: z.number().int().positive(),
  reason: z.string(),
  /** Uid of who asked, and of the administrator who had it sent again. */
  by: z.string(),
  confirmedBy: z.string().nullable(),
  askedAt: instantSchema,
  settledAt: instantSchema.nullable(),
  /** The vendor's sentence, when it refused. */
  vendorMessage: z.string().nullable(),
});
export type RefundRecord = z.infer<typeof refundRecordSchema>;

/** What a write changes of a record; the rest of it stays. */
export type RefundRecordPatch = Pick<RefundRecord, "referenceId"> & Partial<RefundRecord>;
