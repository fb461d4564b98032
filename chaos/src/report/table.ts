import type { ChaosResult } from "../run-chaos.js";
import { sum } from "./figures.js";

/** One run's figures; docs/chaos.md says what each stands for. */
function summaryOf({ figures, killed, aged, seconds, violations }: ChaosResult) {
  const { orders, posts, notifications, forged, reads, delays } = figures;
  const { dropped = 0, ...sent } = notifications;
  return {
    orders,
    converged: figures.converged,
    "live links": figures.liveLinks,
    "posts/order": `${(posts.total / orders).toFixed(2)} (${posts.max})`,
    "per fact": figures.eventsPerFact,
    "paid>unpaid": figures.paidToUnpaid,
    stuck: figures.stuck,
    lost: figures.lostPayments,
    "sent/dropped": `${sum(Object.values(sent))}/${dropped}`,
    forged: `${forged.accepted}/${forged.sent}`,
    "reads/touches": `${reads.answered}/${reads.touches}`,
    "p50, ms": delays.p50,
    "p95, ms": delays.p95,
    "max, ms": delays.max,
    healed: sum(Object.values(delays.healed)),
    aged,
    killed: `${killed.functions}+${killed.listener}`,
    seconds: Math.round(seconds),
    violations: violations.length,
  };
}

/** Prints a column for each run, a row for each figure. */
export function printSummary(results: readonly ChaosResult[]): void {
  const rows: Record<string, Record<string, string | number | null>> = {};
  for (const result of results) {
    for (const [figure, value] of Object.entries(summaryOf(result)))
      rows[figure] = { ...rows[figure], [`seed ${result.seed}`]: value };
  }
  console.table(rows);
}
