import * as z from "zod";
import { PROVIDER_STATUSES, type ProviderStatus } from "../pointcheckout/responses.js";

/** What keeps an attempt from being trusted at the moment. Safe to show: no personal data, nothing of the vendor's text. */
export const ANOMALY_CODES = [
  "identity_mismatch",
  "amount_absent",
  "refund_total_implausible",
  "unpaid_after_paid",
  "checkout_unknown",
  "credentials_rejected",
  "contract_violation",
] as const;
export type AnomalyCode = (typeof ANOMALY_CODES)[number];

const READ_FAILURES: ReadonlySet<AnomalyCode> = new Set([
  "checkout_unknown",
  "credentials_rejected",
  "contract_violation",
]);

/** Said of a read that failed for good, not of what a read showed: the next read that succeeds ends it. */
export const isReadFailure = (anomaly: { code: AnomalyCode } | null): boolean =>
  anomaly !== null && READ_FAILURES.has(anomaly.code);

/** `keep_order`: the attempt stays as it is. `follow_vendor`: money that the vendor no longer speaks of is gone. */
const RULINGS = ["keep_order", "follow_vendor"] as const;
export type Ruling = (typeof RULINGS)[number];

/** Whether an administrator has decided so about exactly this anomaly. */
export const isRuled = (
  { ruling }: Pick<Attempt, "ruling">,
  decision: Ruling,
  { code, seen }: { code: AnomalyCode; seen: string },
): boolean => ruling?.decision === decision && ruling.code === code && ruling.seen === seen;

export const instantSchema = z
  .object({ seconds: z.number().int(), nanoseconds: z.number().int() })
  .transform(({ seconds, nanoseconds }) => ({ seconds, nanoseconds }));

/** Amount in minor units (fils, cents), ISO 4217 code, and the number of decimals that code has. */
export const moneySchema = z.object({
  minor: z.number().int().nonnegative(),
  currency: z.string().regex(/^[A-Z]{3}$/),
  exponent: z.number().int().min(0).max(4),
});

/** One attempt to have an order paid: the mirror of one checkout at the vendor, with all that was observed of it. */
export const attemptSchema = z.object({
  /** 1 for the first link of the order, then 2, 3, … */
  attempt: z.number().int().positive(),
  requestId: z.string(),
  amount: moneySchema,
  /** The hosted payment page; null when the vendor named a host that is not allowed. */
  url: z.string().nullable(),
  displayId: z.string().nullable(),
  createdAt: instantSchema,
  expiresAt: instantSchema,
  status: z.enum(PROVIDER_STATUSES),
  /** The vendor's own spelling at the newest observation, also of a status we do not know. */
  providerStatus: z.string(),
  method: z.string().nullable(),
  totalRefundedMinor: z.number().int().nonnegative(),
  /** `readTime` of the order read made just before the newest get-checkout that counted; null before the first. */
  observedAt: instantSchema.nullable(),
  /** When money was first seen on this attempt. */
  paidAt: instantSchema.nullable(),
  /** When the sweep is to look again; null when nothing is expected any more. */
  nextCheckAt: instantSchema.nullable(),
  /** Reads in a row that changed nothing, for backing off. */
  unchanged: z.number().int().nonnegative(),
  /** Reads in a row that failed, for backing off. */
  failures: z.number().int().nonnegative(),
  /** `readTime` before the read that failed last, while no later one has succeeded. */
  failedAt: instantSchema.nullable().default(null),
  /** Stage (1..3) of the re-reads after a vendor's notification that its own API did not confirm; 0 for none. */
  followUp: z.number().int().min(0).max(3),
  /** Less money than known was seen: applied once a second observation, late enough, agrees. */
  decrease: z
    .object({
      status: z.enum(PROVIDER_STATUSES),
      totalRefundedMinor: z.number().int().nonnegative(),
      since: instantSchema,
    })
    .nullable(),
  /** When a decrease was last applied; observations older than this can no longer raise the money again. */
  correctedAt: instantSchema.nullable(),
  anomaly: z.object({ code: z.enum(ANOMALY_CODES), seen: z.string() }).nullable(),
  /** What an administrator decided about an anomaly; it holds for exactly that one, until the vendor says otherwise. */
  ruling: z
    .object({ decision: z.enum(RULINGS), code: z.enum(ANOMALY_CODES), seen: z.string() })
    .nullable()
    .default(null),
  /** A second checkout that the vendor accepted under the same request id: to be cancelled, watched until it is. */
  surplus: z.boolean(),
});
export type Attempt = z.infer<typeof attemptSchema>;

const MONEY: ReadonlySet<ProviderStatus> = new Set(["PAID", "PARTIALLY_REFUNDED", "REFUNDED", "CHARGEBACK"]);
const DEAD: ReadonlySet<ProviderStatus> = new Set(["FAILED", "CANCELLED", "EXPIRED"]);

/** The customer's money has moved, whatever became of it later. */
export const isMoney = (status: ProviderStatus): boolean => MONEY.has(status);
/** Ended without money. */
export const isDead = (status: ProviderStatus): boolean => DEAD.has(status);
/** The customer may still pay, or the payment is not settled yet. */
export const isOpen = (status: ProviderStatus): boolean => !MONEY.has(status) && !DEAD.has(status);
