import type { CheckoutId } from "../checkouts/checkout-id.js";
import type { PointCheckoutError } from "../pointcheckout/errors.js";
import { assertNever } from "../shared/assert-never.js";
import type { AnomalyCode, Attempt } from "./attempt.js";
import type { Instant } from "./instant.js";
import { applyPatch, deriveNextCheckAt, type Order, type OrderPatch } from "./order.js";
import { nextAttemptAfterFailure } from "./schedule.js";
import { deriveProblem } from "./transition-derive.js";

type Failure = Pick<PointCheckoutError, "kind" | "retryable" | "retryAfterMs">;

/**
 * What a failed read of a checkout does to its order: never anything to its status. It sets when to ask again, and a
 * problem where a human has something to repair. Pure.
 */
export function recordReadFailure(
  order: Order,
  checkoutId: CheckoutId,
  failure: Failure,
  failedAt: Instant,
): OrderPatch | null {
  const attempt = order.attempts[checkoutId];
  if (!attempt) return null;
  const failures = attempt.failures + 1;
  const { retryable, retryAfterMs } = failure;
  const code = anomalyOf(failure.kind);
  const failed: Attempt = {
    ...attempt,
    failures,
    nextCheckAt: nextAttemptAfterFailure(failedAt, { retryable, retryAfterMs, failures }),
    // An observed breach of a law says more than a failed read, and stays.
    anomaly: attempt.anomaly ?? (code ? { code, seen: failure.kind } : null),
  };
  const attempts = { [checkoutId]: failed };
  const after = applyPatch(order, { attempts });
  return { attempts, problem: deriveProblem(after), nextCheckAt: deriveNextCheckAt(after) };
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
