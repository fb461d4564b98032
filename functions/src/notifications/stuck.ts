import type { Attempt } from "../orders/model/attempt.js";
import { listAttempts, type Order } from "../orders/model/order.js";
import { leasedRequest } from "../orders/model/request.js";
import { longestPauseMs } from "../orders/transition/schedule.js";
import { addMilliseconds, type Instant, isDue } from "../shared/instant.js";

const LATE_MS = 15 * 60_000;
const MANY_FAILURES = 6;

/** Why an order that is due at `now` makes no progress; null when it does. */
export function stuckReason(order: Order, now: Instant) {
  const before = addMilliseconds(now, -LATE_MS);
  const attempts = listAttempts(order).map(([, attempt]) => attempt);
  if (isDue(leasedRequest(order)?.lease?.until, before)) return "creation_unsettled";
  if (attempts.some(({ failures }) => failures >= MANY_FAILURES)) return "unreadable_vendor";
  const isUnread = attempts.some((one) => isDue(one.nextCheckAt, now) && isUnanswered(one, before));
  return isDue(order.nextCheckAt, before) || isUnread ? "late" : null;
}

/** Each touch moves `nextCheckAt`. If no trigger answers them, the longest pause between two reads passes. */
function isUnanswered(attempt: Attempt, before: Instant): boolean {
  const { createdAt, observedAt, failedAt } = attempt;
  const pauseMs = longestPauseMs(attempt);
  return [observedAt, failedAt].every((read) => isDue(addMilliseconds(read ?? createdAt, pauseMs), before));
}
