import { type Attempt, isMoney } from "../orders/attempt.js";
import { compareInstants, type Instant } from "../orders/instant.js";
import { differingField } from "../orders/transition-judge.js";
import type { RemoteCheckout } from "../pointcheckout/responses.js";
import { parseWireDecimal } from "../shared/money.js";
import type { DifferenceKind } from "./audit.js";

/**
 * In what our attempt differs from the vendor's checkout, as a listing showed it at `listedAt`; null when it does not.
 * Only what the listing says is compared, and nothing when we have looked later than that. Pure.
 *
 * It judges apart from `transition`, on purpose: an audit that asked the same code could only agree.
 */
export function compareCheckout(
  orderId: string,
  attempt: Attempt,
  remote: RemoteCheckout,
  listedAt: Instant,
): DifferenceKind | null {
  if (attempt.observedAt && compareInstants(attempt.observedAt, listedAt) > 0) return null;
  if (differingField({ orderId, checkoutId: remote.id, attempt, remote })) return "identity_mismatch";
  if (remote.status === null) {
    return remote.providerStatus === attempt.providerStatus ? null : "unknown_status";
  }
  if (!isMoney(remote.status)) {
    if (isMoney(attempt.status)) return "money_vanished";
    return remote.status === attempt.status ? null : "status_differs";
  }
  if (!isMoney(attempt.status)) return "paid_unnoticed";
  const isChargeback = remote.status === "CHARGEBACK";
  if (isChargeback !== (attempt.status === "CHARGEBACK")) return "chargeback_unnoticed";
  if (remote.status !== attempt.status) return "refund_unnoticed";
  return isSameTotal(attempt, remote) ? null : "refund_unnoticed";
}

function isSameTotal({ amount, totalRefundedMinor }: Attempt, { totalRefunded }: RemoteCheckout): boolean {
  return totalRefunded === null || parseWireDecimal(totalRefunded, amount.currency) === totalRefundedMinor;
}
