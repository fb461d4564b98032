import { type Attempt, isResolvedAs } from "../orders/model/attempt.js";
import { hasBeenPaid, isTakenBack, refundStage } from "../orders/model/order-status.js";
import { mismatchOf } from "../orders/transition/classify.js";
import type { ProviderStatus, RemoteCheckout } from "../pointcheckout/responses.js";
import { compareInstants, type Instant } from "../shared/instant.js";
import { parseWireDecimal } from "../shared/money.js";
import type { DifferenceKind } from "./audit.js";

/**
 * How our attempt differs from the vendor's checkout as listed at `listedAt`; null when it does not. An absent field is
 * not different, and neither is what an administrator has decided to keep. If our last read is newer, only another
 * identity and further money count. Pure.
 * Of `transition` it uses only what identifies a checkout: an audit that asked the same code could only agree.
 */
export function compareCheckout(
  orderId: string,
  attempt: Attempt,
  remote: RemoteCheckout,
  listedAt: Instant,
): DifferenceKind | null {
  const mismatch = mismatchOf({ orderId, checkoutId: remote.id, attempt, remote });
  if (mismatch) return isResolvedAs(attempt, "keep_order", mismatch) ? null : mismatch.code;
  const isOlder = attempt.observedAt !== null && compareInstants(attempt.observedAt, listedAt) >= 0;
  const { status } = remote;
  if (status !== null && hasBeenPaid(status))
    return compareListedMoney(attempt, remote, status, isOlder, listedAt);
  if (isOlder) return null;
  if (status === null) {
    return remote.providerStatus === attempt.providerStatus ? null : "unknown_status";
  }
  if (hasBeenPaid(attempt.status)) {
    const anomaly = { code: "unpaid_after_paid", seen: status } as const;
    return isResolvedAs(attempt, "keep_order", anomaly) ? null : "money_vanished";
  }
  return status === attempt.status ? null : "status_differs";
}

function compareListedMoney(
  attempt: Attempt,
  remote: RemoteCheckout,
  theirs: ProviderStatus,
  isOlder: boolean,
  listedAt: Instant,
): DifferenceKind | null {
  if (!hasBeenPaid(attempt.status)) return "paid_unnoticed";
  const total = totalOf(attempt, remote, theirs);
  const isSame = theirs === attempt.status && total === attempt.totalRefundedMinor;
  if (isSame || (isOlder && !isFurtherRefunded(attempt, theirs, total, listedAt))) return null;
  return isTakenBack(theirs) === isTakenBack(attempt.status) ? "refund_unnoticed" : "chargeback_unnoticed";
}

/** In minor units; undefined when it is no amount. */
function totalOf(
  { amount, status, totalRefundedMinor }: Attempt,
  { totalRefunded }: RemoteCheckout,
  theirs: ProviderStatus,
): number | undefined {
  const total = totalRefunded === null ? 0 : parseWireDecimal(totalRefunded, amount.currency);
  if (theirs === "REFUNDED") return total === 0 ? amount.minor : total;
  // A chargeback of 0 does not say what was refunded.
  if (totalRefunded !== null && !(isTakenBack(theirs) && total === 0)) return total;
  return theirs === "PAID" && status !== "PAID" ? 0 : totalRefundedMinor;
}

/** Whether an older listing shows a refund that our newer read lacks, and no correction has removed. */
function isFurtherRefunded(
  { status, totalRefundedMinor, correctedAt }: Attempt,
  theirs: ProviderStatus,
  total: number | undefined,
  listedAt: Instant,
): boolean {
  const isRefund = refundStage(theirs) >= 0 && refundStage(status) >= 0;
  const isTakenBack = correctedAt !== null && compareInstants(correctedAt, listedAt) >= 0;
  if (!isRefund || isTakenBack || total === undefined) return false;
  if (total !== totalRefundedMinor) return total > totalRefundedMinor;
  return refundStage(theirs) > refundStage(status);
}
