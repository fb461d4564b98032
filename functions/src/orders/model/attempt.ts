import * as z from "zod";
import { announcementSchema, NOT_ANNOUNCED } from "../../checkouts/announcement.js";
import { PROVIDER_STATUSES, type ProviderStatus } from "../../pointcheckout/responses.js";

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

/** Whether the anomaly is a read that failed for good: the next read that succeeds ends it. */
export const isReadFailure = (anomaly: { code: AnomalyCode } | null): boolean =>
  anomaly !== null && READ_FAILURES.has(anomaly.code);

/** `keep_order`: the attempt stays as it is. `follow_vendor`: a payment that the vendor no longer reports is removed. */
const RESOLUTIONS = ["keep_order", "follow_vendor"] as const;
export type Resolution = (typeof RESOLUTIONS)[number];

/** Why an attempt's money pays its order: it was for the order's amount, or an administrator accepted it. */
const COUNTS = ["amount", "accepted"] as const;

/** Whether an administrator has decided so about exactly this anomaly. */
export const isResolvedAs = (
  { resolution }: Pick<Attempt, "resolution">,
  decision: Resolution,
  { code, seen }: { code: AnomalyCode; seen: string },
): boolean => resolution?.decision === decision && resolution.code === code && resolution.seen === seen;

export const instantSchema = z
  .object({ seconds: z.number().int(), nanoseconds: z.number().int() })
  .transform(({ seconds, nanoseconds }) => ({ seconds, nanoseconds }));

/** Amount in minor units (fils, cents), ISO 4217 code, and the number of decimals that code has. */
export const moneySchema = z.object({
  minor: z.number().int().nonnegative(),
  currency: z
    .string()
    .regex(/^[a-z]{3}$/i, "must be an ISO 4217 currency code, such as AED")
    .toUpperCase(),
  exponent: z.number().int().min(0).max(4),
});

const EPOCH = { seconds: 0, nanoseconds: 0 };
const counter = z.number().int().nonnegative().catch(0);
const optionalInstant = instantSchema.nullable().catch(null);

/**
 * One attempt to have an order paid: the mirror of one checkout at the vendor, with all that was observed of it.
 *
 * What identifies it is required. Anything else that somebody has overwritten counts as not yet observed: the next look
 * at the vendor puts it right.
 */
export const attemptSchema = z.object({
  /** 1 for the first link of the order, then 2, 3, … */
  attempt: z.number().int().positive(),
  requestId: z.string(),
  /** What the vendor was asked for, whatever has become of the order's amount since. */
  amount: moneySchema,
  /** The hosted payment page; null when the vendor named a host that is not allowed. */
  url: z.string().nullable().catch(null),
  displayId: z.string().nullable().catch(null),
  /** Where the vendor announces that it changed. */
  announcement: announcementSchema.catch(NOT_ANNOUNCED),
  createdAt: instantSchema.catch(EPOCH),
  expiresAt: instantSchema.catch(EPOCH),
  status: z.enum(PROVIDER_STATUSES).catch("PENDING"),
  /** The vendor's own spelling at the newest observation, also of a status we do not know. */
  providerStatus: z.string().catch(""),
  method: z.string().nullable().catch(null),
  totalRefundedMinor: counter,
  /** Cash that the vendor says is to be collected from the customer, in minor units. It decides nothing. */
  cashAmountMinor: z.number().int().nullable().catch(null),
  /** Null: it brought no money yet, or money for another amount than the order's. */
  counts: z.enum(COUNTS).nullable().catch(null),
  /** `readTime` of the order read made just before the newest get-checkout that counted; null before the first. */
  observedAt: optionalInstant,
  /** When money was first seen on this attempt. */
  paidAt: optionalInstant,
  /** When the sweep is to look again; null when nothing is expected any more. */
  nextCheckAt: optionalInstant,
  /** Reads in a row that changed nothing, for backing off. */
  unchanged: counter,
  /** Reads in a row that failed, for backing off. */
  failures: counter,
  /** `readTime` before the read that failed last, while no later one has succeeded. */
  failedAt: optionalInstant,
  /** Stage (1..3) of the re-reads after a vendor's notification that its own API did not confirm; 0 for none. */
  followUp: z.number().int().min(0).max(3).catch(0),
  /** Less money than known was seen: applied once a second observation, late enough, agrees. */
  decrease: z
    .object({
      status: z.enum(PROVIDER_STATUSES),
      totalRefundedMinor: z.number().int().nonnegative(),
      since: instantSchema,
    })
    .nullable()
    .catch(null),
  /** When a decrease was last applied; observations older than this can no longer raise the money again. */
  correctedAt: optionalInstant,
  anomaly: z
    .object({ code: z.enum(ANOMALY_CODES), seen: z.string() })
    .nullable()
    .catch(null),
  /** What an administrator decided about an anomaly; it holds for exactly that one, until the vendor says otherwise. */
  resolution: z
    .object({ decision: z.enum(RESOLUTIONS), code: z.enum(ANOMALY_CODES), seen: z.string() })
    .nullable()
    .catch(null),
  /** A second checkout that the vendor accepted under the same request id: to be cancelled, watched until it is. */
  surplus: z.boolean().catch(false),
});
export type Attempt = z.infer<typeof attemptSchema>;

const MONEY: ReadonlySet<ProviderStatus> = new Set(["PAID", "PARTIALLY_REFUNDED", "REFUNDED", "CHARGEBACK"]);
const DEAD: ReadonlySet<ProviderStatus> = new Set(["FAILED", "CANCELLED", "EXPIRED"]);

/** Paid at some time, whatever was refunded later. */
export const hasBeenPaid = (status: ProviderStatus): boolean => MONEY.has(status);
/** Ended without a payment. */
export const isTerminalUnpaid = (status: ProviderStatus): boolean => DEAD.has(status);
/** The customer may still pay, or the payment is not settled yet. */
export const isOpen = (status: ProviderStatus): boolean => !MONEY.has(status) && !DEAD.has(status);

/** The attempt pays the order, whatever was refunded later. */
export const isPaying = ({ status, counts }: Pick<Attempt, "status" | "counts">): boolean =>
  hasBeenPaid(status) && counts !== null;
/** A payment for another amount than the order's, not fully refunded: it does not pay the order. */
export const isUnapplied = ({ status, counts }: Pick<Attempt, "status" | "counts">): boolean =>
  hasBeenPaid(status) && status !== "REFUNDED" && counts === null;
