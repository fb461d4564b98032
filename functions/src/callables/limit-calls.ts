import { HttpsError } from "firebase-functions/v2/https";
import { readCallLimit } from "../config.js";
import { type CallCounter, TooManyAtOnce } from "../limits/call-counter-store.js";
import type { LimitedCallable } from "../parameters.js";
import type { Log } from "../shared/log.js";
import type { Caller } from "./authorise.js";

/**
 * Counts a call against its user's limit for one minute. If counting fails, the call passes: a paying customer is worth
 * more than a limit.
 * @param meanwhile called while the count is read
 * @throws HttpsError `resource-exhausted`, with `{retryAfterSeconds}` as details
 */
export async function limitCalls(
  { counter, log }: { counter: CallCounter; log: Log },
  callable: LimitedCallable,
  { uid, staff }: Caller,
  meanwhile: () => void,
): Promise<void> {
  const limit = readCallLimit(callable, staff);
  if (limit === 0) return;
  try {
    const { calls, secondsLeft } = await counter.count(callable, uid, meanwhile);
    if (calls > limit) throw tooMany(secondsLeft);
  } catch (error) {
    if (error instanceof HttpsError) throw error;
    if (error instanceof TooManyAtOnce) throw tooMany(1);
    log.error("limit.not_counted", { callable }, error);
  }
}

function tooMany(retryAfterSeconds: number): HttpsError {
  const message = `Too many calls. Call again in ${retryAfterSeconds} seconds.`;
  return new HttpsError("resource-exhausted", message, { retryAfterSeconds });
}
