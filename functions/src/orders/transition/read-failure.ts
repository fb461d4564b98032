import type { CheckoutId } from "../../checkouts/checkout-id.js";
import type { Source } from "../../checkouts/source.js";
import type { PointCheckoutError, PointCheckoutErrorKind } from "../../pointcheckout/errors.js";
import { assertNever } from "../../shared/assert-never.js";
import { DAY_MS, type Instant, millisecondsBetween } from "../../shared/instant.js";
import { type AnomalyCode, type Attempt, isReadFailure } from "../model/attempt.js";
import type { Order } from "../model/order.js";
import { isOvertaken } from "./classify.js";
import { nextAttemptAfterFailure } from "./schedule.js";
import type { OrderChange } from "./transition.js";

/** What each kind of failure says of the checkout; null: it may pass by itself. */
const ANOMALIES: Record<PointCheckoutErrorKind, AnomalyCode | null> = {
  network: null,
  timeout: null,
  unavailable: null,
  unreadable: null,
  unauthorized: "credentials_rejected",
  rejected: "checkout_unknown",
  not_found: "checkout_unknown",
  contract: "contract_violation",
};

type Failure = Pick<PointCheckoutError, "kind" | "retryable" | "retryAfterMs">;

/**
 * A failed read changes no status: it schedules the next read, and may report a problem. Null when a newer read has
 * counted already. Pure.
 */
export function recordReadFailure(
  order: Order,
  checkoutId: CheckoutId,
  failure: Failure,
  failedAt: Instant,
  source: Source,
): OrderChange | null {
  const attempt = order.attempts[checkoutId];
  if (!attempt || isOvertaken(attempt, failedAt)) return null;
  const failures = attempt.failures + 1;
  const { retryable, retryAfterMs } = failure;
  const code = ANOMALIES[failure.kind];
  if (code === undefined) return assertNever(failure.kind as never);
  // Another account's or host's checkout stays unknown for ever.
  const isLasting =
    code === "checkout_unknown" &&
    attempt.anomaly?.code === code &&
    millisecondsBetween(attempt.observedAt ?? attempt.createdAt, failedAt) > DAY_MS;
  const failed: Attempt = {
    ...attempt,
    failures,
    failedAt,
    nextCheckAt: nextAttemptAfterFailure(failedAt, { retryable, retryAfterMs, failures, isLasting }),
    // An anomaly that was observed says more than a failed read.
    anomaly:
      code && (attempt.anomaly === null || isReadFailure(attempt.anomaly))
        ? { code, seen: failure.kind }
        : attempt.anomaly,
  };
  return {
    patch: { attempts: { [checkoutId]: failed } },
    cause: { at: failedAt, source, checkoutId },
  };
}
