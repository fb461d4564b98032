import { isVendorSource, type Source } from "../../checkouts/source.js";
import { assertNever } from "../../shared/assert-never.js";
import { compareInstants } from "../../shared/instant.js";
import { type Money, parseWireDecimal } from "../../shared/money.js";
import { type Attempt, isReadFailure, isResolvedAs } from "../model/attempt.js";
import { hasBeenPaid } from "../model/order-status.js";
import { isSameAmount } from "../model/stored-content.js";
import { isOvertaken, type Observation, type Outcome } from "./classify.js";

/** The attempt after the outcome, without its next check. @param wanted the order's present amount */
export function observe(
  attempt: Attempt,
  outcome: Outcome,
  observation: Observation,
  wanted: Money | null,
): Attempt {
  const observed = applyOutcome(attempt, outcome, observation);
  // A payment that was undone may come back when the order is worth something else.
  if (!hasBeenPaid(observed.status)) return { ...observed, counts: null };
  return {
    ...observed,
    counts: observed.counts ?? (isSameAmount(observed.amount, wanted) ? "amount" : null),
  };
}

function applyOutcome(attempt: Attempt, outcome: Outcome, observation: Observation): Attempt {
  const { remote, observedAt, source } = observation;
  const overtaken = isOvertaken(attempt, observedAt);
  // A later read has failed; this older answer does not make up for it.
  const failedSince = attempt.failedAt !== null && compareInstants(observedAt, attempt.failedAt) < 0;
  const moved =
    outcome.kind === "apply" ||
    (outcome.kind === "unknown-status" && attempt.providerStatus !== remote.providerStatus);
  const base: Attempt = {
    ...attempt,
    observedAt: overtaken ? attempt.observedAt : observedAt,
    failures: failedSince ? attempt.failures : 0,
    failedAt: failedSince ? attempt.failedAt : null,
    unchanged: moved || attempt.observedAt === null ? 0 : attempt.unchanged + 1,
    followUp: followUpStage(attempt, moved, source),
  };
  const { providerStatus, usedPaymentMethod, cashAmount } = remote;
  const latest = {
    providerStatus,
    method: usedPaymentMethod ?? attempt.method,
    cashAmountMinor:
      cashAmount === null
        ? attempt.cashAmountMinor
        : (parseWireDecimal(cashAmount, attempt.amount.currency) ?? null),
  };
  const healed = { anomaly: null, decrease: null, resolution: null };
  switch (outcome.kind) {
    case "confirm":
      return { ...base, ...healed, ...latest };
    case "unknown-status":
      // An unknown status heals nothing but a failed read.
      return { ...base, providerStatus, anomaly: isReadFailure(attempt.anomaly) ? null : attempt.anomaly };
    case "anomaly": {
      const { code, seen } = outcome;
      const kept = isResolvedAs(attempt, "keep_order", outcome);
      const known = kept || (attempt.anomaly?.code === code && attempt.anomaly.seen === seen);
      const decrease = overtaken ? attempt.decrease : null;
      const anomaly = kept ? null : { code, seen };
      return { ...base, decrease, anomaly, unchanged: known ? base.unchanged : 0 };
    }
    case "await-agreement": {
      const { status, totalRefundedMinor, since } = outcome;
      return { ...base, anomaly: null, decrease: { status, totalRefundedMinor, since } };
    }
    case "apply":
      return {
        ...base,
        // An older observation raises the money and changes nothing else.
        ...(overtaken ? {} : { ...healed, ...latest }),
        status: outcome.status,
        totalRefundedMinor: outcome.totalRefundedMinor,
        paidAt: attempt.paidAt ?? (hasBeenPaid(outcome.status) ? observedAt : null),
        correctedAt: outcome.corrects ? observedAt : attempt.correctedAt,
      };
    default:
      return assertNever(outcome);
  }
}

/** A notification that the API does not confirm starts the rereads; each one without a change leads to the next. */
function followUpStage(attempt: Attempt, moved: boolean, source: Source): number {
  if (moved) return 0;
  if (isVendorSource(source)) return 1;
  return attempt.followUp === 0 || attempt.followUp === 3 ? 0 : attempt.followUp + 1;
}
