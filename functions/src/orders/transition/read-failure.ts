import type { CheckoutId } from "../../checkouts/checkout-id.js";
import type { Source } from "../../checkouts/source.js";
import type { PointCheckoutError } from "../../pointcheckout/errors.js";
import { assertNever } from "../../shared/assert-never.js";
import { DAY_MS, type Instant, millisecondsBetween } from "../../shared/instant.js";
import { type AnomalyCode, type Attempt, isReadFailure } from "../model/attempt.js";
import type { Order } from "../model/order.js";
import { isOvertaken } from "./classify.js";
import { nextAttemptAfterFailure } from "./schedule.js";
import type { OrderChange } from "./transition.js";

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
  const code = anomalyOf(failure.kind);
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

function anomalyOf(kind: Failure["kind"]): AnomalyCode | null {
  switch (kind) {
    case "network":
    case "timeout":
    case "unavailable":
    case "unreadable":
      return null;
    case "unauthorized":
      return "credentials_rejected";
    case "rejected":
    case "not_found":
      return "checkout_unknown";
    case "contract":
      return "contract_violation";
    default:
      return assertNever(kind);
  }
}
