import type { CheckoutId } from "../../checkouts/checkout-id.js";
import type { Source } from "../../checkouts/source.js";
import type { ProviderStatus, RemoteCheckout } from "../../pointcheckout/responses.js";
import { compareInstants, type Instant, millisecondsBetween } from "../../shared/instant.js";
import { parseWireDecimal } from "../../shared/money.js";
import { type AnomalyCode, type Attempt, isResolvedAs } from "../model/attempt.js";
import { hasBeenPaid, isTakenBack, refundStage } from "../model/order-status.js";

/** Less money than known is believed when two reads this far apart agree. */
export const AGREEMENT_MS = 10 * 60_000;

/** `observedAt`: Firestore's clock just before get-checkout. */
export type Observation = {
  checkoutId: CheckoutId;
  remote: RemoteCheckout;
  observedAt: Instant;
  source: Source;
};

export type Outcome =
  | { kind: "confirm" }
  | { kind: "unknown-status" }
  | { kind: "anomaly"; code: AnomalyCode; seen: string }
  | { kind: "await-agreement"; status: ProviderStatus; totalRefundedMinor: number; since: Instant }
  | { kind: "apply"; status: ProviderStatus; totalRefundedMinor: number; corrects: boolean };

/** What an answer of the vendor's claims to be about, and what it should be about. */
type Claimed = {
  orderId: string;
  checkoutId: CheckoutId;
  attempt: Pick<Attempt, "requestId" | "amount">;
  remote: Pick<RemoteCheckout, "requestId" | "orderId" | "currency" | "amount"> & { id: string };
};

type ClassifyInput = Omit<Observation, "source"> & { orderId: string; attempt: Attempt };

const apply = (status: ProviderStatus, totalRefundedMinor: number, corrects = false): Outcome => ({
  kind: "apply",
  status,
  totalRefundedMinor,
  corrects,
});

/** Whether a read at `at`, or a newer one, has counted already. */
export const isOvertaken = ({ observedAt }: Attempt, at: Instant): boolean =>
  observedAt !== null && compareInstants(at, observedAt) <= 0;

/** What one observation means; null when a newer one has counted already. Pure. @see docs/architecture.md, "Invariants" */
export function classify(input: ClassifyInput): Outcome | null {
  const { attempt, remote, observedAt } = input;
  const mismatch = mismatchOf(input);
  if (mismatch) return { kind: "anomaly", ...mismatch };

  const newer = !isOvertaken(attempt, observedAt);
  const to = remote.status;
  if (to === null) return newer ? { kind: "unknown-status" } : null;
  if (hasBeenPaid(to)) return classifyPaid(input, to, newer);
  if (!newer) return null;
  if (hasBeenPaid(attempt.status)) return classifyUnpaid(attempt, to);
  return to === attempt.status ? { kind: "confirm" } : apply(to, attempt.totalRefundedMinor);
}

function classifyUnpaid(attempt: Attempt, to: ProviderStatus): Outcome {
  const anomaly = { code: "unpaid_after_paid", seen: to } as const;
  if (!isResolvedAs(attempt, "follow_vendor", anomaly)) return { kind: "anomaly", ...anomaly };
  return apply(to, attempt.totalRefundedMinor, true);
}

/** The identifying field that differs; an absent one does not differ. */
export function differingField({ orderId, checkoutId, attempt, remote }: Claimed): string | null {
  const { amount } = attempt;
  if (remote.id !== checkoutId) return "id";
  if (remote.requestId !== null && remote.requestId !== attempt.requestId) return "requestId";
  if (remote.orderId !== null && remote.orderId !== orderId) return "orderId";
  if (remote.currency !== null && remote.currency !== amount.currency) return "currency";
  if (remote.amount !== null && parseWireDecimal(remote.amount, amount.currency) !== amount.minor)
    return "amount";
  return null;
}

/** Names the vendor's status, too, unless it is an unpaid one: who decided to keep the mismatch did not decide about money. */
export function mismatchOf(claimed: Claimed & { remote: Pick<RemoteCheckout, "status"> }) {
  const field = differingField(claimed);
  if (field === null) return null;
  const { status } = claimed.remote;
  const isUnpaid = status !== null && !hasBeenPaid(status);
  return {
    code: "identity_mismatch",
    seen: isUnpaid ? field : `${field}, ${status ?? "unknown status"}`,
  } as const;
}

function classifyPaid(input: ClassifyInput, to: ProviderStatus, newer: boolean): Outcome | null {
  const { attempt, remote, observedAt } = input;
  const ifNewer = (outcome: Outcome) => (newer ? outcome : null);
  if (remote.amount === null || remote.currency === null)
    return ifNewer({ kind: "anomaly", code: "amount_absent", seen: to });
  const total = refundedTotal(attempt, remote, to);
  if (total === null) return ifNewer({ kind: "anomaly", code: "refund_total_implausible", seen: to });
  // A correction since then has taken this money back.
  const outdated = attempt.correctedAt !== null && compareInstants(observedAt, attempt.correctedAt) <= 0;
  if (!hasBeenPaid(attempt.status)) return outdated ? null : apply(to, total);
  switch (compareMoney(attempt, to, total)) {
    case "same":
      return ifNewer({ kind: "confirm" });
    case "less":
      return ifNewer(awaitAgreement(attempt, to, total, observedAt));
    case "more":
      if (!newer && (outdated || isTakenBack(to))) return null;
      // A chargeback is believed at once; a smaller refund total is not.
      return apply(to, Math.max(total, attempt.totalRefundedMinor));
  }
}

/** In minor units; null when it is impossible. */
function refundedTotal(attempt: Attempt, remote: RemoteCheckout, to: ProviderStatus) {
  const total = readTotal(attempt, remote);
  if (total !== undefined) return total;
  return to === "PAID" && attempt.status !== "PAID" ? 0 : attempt.totalRefundedMinor;
}

/** Null when it is impossible; undefined when none is stated, as by a 0 of CHARGEBACK. REFUNDED without one is the whole. */
function readTotal({ amount }: Attempt, { status, totalRefunded }: RemoteCheckout) {
  const total = totalRefunded === null ? 0 : parseWireDecimal(totalRefunded, amount.currency);
  if (total === undefined || total < 0 || total > amount.minor) return null;
  if (total === 0 && status === "REFUNDED") return amount.minor;
  return totalRefunded === null || (total === 0 && status !== null && isTakenBack(status))
    ? undefined
    : total;
}

/** The refunded total that an answer states, in minor units; null when it states none, or an impossible one. */
export function statedTotal(attempt: Attempt, remote: RemoteCheckout): number | null {
  const { status, currency } = remote;
  if (status === null || !hasBeenPaid(status) || remote.amount === null || currency === null) return null;
  const total = readTotal(attempt, remote);
  return total === undefined && status === "PAID" ? 0 : (total ?? null);
}

/** Whether the answer is further from PAID than the attempt: refunded more, or charged back. */
function compareMoney(attempt: Attempt, to: ProviderStatus, total: number): "same" | "more" | "less" {
  const from = attempt.status;
  const difference = total - attempt.totalRefundedMinor;
  if (to === from) return difference === 0 ? "same" : difference > 0 ? "more" : "less";
  if (isTakenBack(to)) return "more";
  if (isTakenBack(from)) return "less";
  if (difference !== 0) return difference > 0 ? "more" : "less";
  return refundStage(to) > refundStage(from) ? "more" : "less";
}

function awaitAgreement(attempt: Attempt, status: ProviderStatus, total: number, at: Instant): Outcome {
  const before = attempt.decrease;
  const agrees = before !== null && before.status === status && before.totalRefundedMinor === total;
  if (agrees && millisecondsBetween(before.since, at) >= AGREEMENT_MS) return apply(status, total, true);
  const since = agrees ? before.since : at;
  return { kind: "await-agreement", status, totalRefundedMinor: total, since };
}
