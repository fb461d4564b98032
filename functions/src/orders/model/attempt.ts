import * as z from "zod";
import { announcementSchema, NOT_ANNOUNCED } from "../../checkouts/checkout.js";
import { normaliseStatus, PROVIDER_STATUSES } from "../../pointcheckout/responses.js";
import { instantSchema } from "../../shared/instant.js";
import { moneySchema } from "../../shared/money.js";
import { hasBeenPaid } from "./order-status.js";

const READ_FAILURES = ["checkout_unknown", "credentials_rejected", "contract_violation"] as const;

/** What keeps an attempt from being trusted. Safe to show: no personal data and no text of the vendor's. */
export const ANOMALY_CODES = [
  "identity_mismatch",
  "amount_absent",
  "refund_total_implausible",
  "unpaid_after_paid",
  ...READ_FAILURES,
] as const;
export type AnomalyCode = (typeof ANOMALY_CODES)[number];

/** The next read that succeeds ends such an anomaly. */
export const isReadFailure = (anomaly: Attempt["anomaly"]): boolean =>
  READ_FAILURES.some((code) => code === anomaly?.code);

/** `keep_order`: the attempt stays as it is. `follow_vendor`: a payment that the vendor no longer reports is removed. */
const RESOLUTIONS = ["keep_order", "follow_vendor"] as const;
export type Resolution = (typeof RESOLUTIONS)[number];

/** Why a payment counts: it is for the order's amount, or an administrator accepted it. */
const COUNTS = ["amount", "accepted"] as const;

export const isResolvedAs = (
  { resolution }: Pick<Attempt, "resolution">,
  decision: Resolution,
  { code, seen }: Anomaly,
): boolean =>
  resolution?.decision === decision &&
  resolution.code === code &&
  // Money that was decided about may not show in an older answer.
  (resolution.seen === seen || resolution.seen.startsWith(`${seen}, `));

/** The vendor's last answer was about another order or amount, also if an administrator kept the order. */
export const isMixedUp = ({ anomaly, resolution }: Pick<Attempt, "anomaly" | "resolution">): boolean =>
  [anomaly, resolution].some((one) => one?.code === "identity_mismatch");

const anomalySchema = z.object({ code: z.enum(ANOMALY_CODES), seen: z.string() });
type Anomaly = z.infer<typeof anomalySchema>;

const EPOCH = { seconds: 0, nanoseconds: 0 };
const counter = z.number().int().nonnegative().catch(0);
export const readableOrNull = <T>(schema: z.ZodType<T>): z.ZodType<T | null> => schema.nullable().catch(null);

/**
 * One link of an order: the mirror of one checkout at the vendor. The identifying fields are required. Any other
 * unreadable field counts as not yet observed; the next read repairs it.
 */
export const attemptSchema = z.object({
  attempt: z.number().int().positive(),
  requestId: z.string(),
  /** What we asked the vendor for; the order's amount may have changed since. */
  amount: moneySchema,
  /** Null when the vendor named a host that is not allowed. */
  url: readableOrNull(z.string()),
  displayId: readableOrNull(z.string()),
  announcement: announcementSchema.catch(NOT_ANNOUNCED),
  createdAt: instantSchema.catch(EPOCH),
  expiresAt: instantSchema.catch(EPOCH),
  status: z.enum(PROVIDER_STATUSES).catch("PENDING"),
  /** The vendor's own spelling, also of a status that we do not know. */
  providerStatus: z.string().catch(""),
  method: readableOrNull(z.string()),
  totalRefundedMinor: counter,
  /** Cash to collect from the customer, in minor units; informative only. */
  cashAmountMinor: readableOrNull(z.number().int()),
  /** Null: no payment yet, or one for another amount than the order's. */
  counts: readableOrNull(z.enum(COUNTS)),
  /** `readTime` of the order read just before the newest get-checkout that counted. */
  observedAt: readableOrNull(instantSchema),
  paidAt: readableOrNull(instantSchema),
  /** Null: no read is due. An unreadable one is due at once. */
  nextCheckAt: instantSchema.nullable().catch(EPOCH),
  unchanged: counter,
  failures: counter,
  /** `readTime` before the last failed read, until a later one succeeds. */
  failedAt: readableOrNull(instantSchema),
  /** Which reread (1 to 3) follows a notification that the vendor's API did not confirm; 0: none. */
  followUp: z.number().int().min(0).max(3).catch(0),
  /** Less money than known was seen; applied when a second, later observation agrees. */
  decrease: readableOrNull(
    z.object({
      status: z.enum(PROVIDER_STATUSES),
      totalRefundedMinor: z.number().int().nonnegative(),
      since: instantSchema,
    }),
  ),
  /** When a decrease was last applied; an older observation cannot raise the money again. */
  correctedAt: readableOrNull(instantSchema),
  anomaly: readableOrNull(anomalySchema),
  resolution: readableOrNull(anomalySchema.extend({ decision: z.enum(RESOLUTIONS) })),
  /** A second checkout under the same request id: the sweep cancels it. */
  surplus: z.boolean().catch(false),
});
export type Attempt = z.infer<typeof attemptSchema>;

export const hasUnknownStatus = ({ providerStatus }: Pick<Attempt, "providerStatus">): boolean =>
  providerStatus !== "" && normaliseStatus(providerStatus) === null;

export const isPaying = ({ status, counts }: Pick<Attempt, "status" | "counts">): boolean =>
  hasBeenPaid(status) && counts !== null;
/** Also by a payment that was refunded later. */
export const isPaid = ({ attempts }: { attempts: Record<string, Attempt> }): boolean =>
  Object.values(attempts).some(isPaying);
/** A payment for another amount than the order's, not fully refunded. */
export const isUnapplied = ({ status, counts }: Pick<Attempt, "status" | "counts">): boolean =>
  hasBeenPaid(status) && status !== "REFUNDED" && counts === null;
