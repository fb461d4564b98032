/** A right to do something, held until `until`, or the knowledge that it is done. */
export type Claim = { state: "free" | "held" | "done" };

/** Keeps claims. `take`, `release` and `finish` say which claim they mean by the `token` of the one they were given. */
export interface ClaimStore<Token> {
  /** `held` only while its lease lasts. */
  read(key: string): Promise<Claim & { token: Token }>;
  /** Takes the claim that was read as free; null when somebody else was first. */
  take(key: string, token: Token, leaseMs: number): Promise<Token | null>;
  /** Gives it back, unless somebody else has it by now. */
  release(key: string, token: Token): Promise<void>;
  /** Says that it is done, whoever holds it. */
  finish(key: string, result: Result): Promise<void>;
}

/** `refused`: the other side said no for good. */
export type Result = { outcome: "done" | "refused"; receipt: string | null };

/** Somebody else is at it, or died at it: to be tried again after the lease. */
export class ClaimHeldError extends Error {
  override readonly name = "ClaimHeldError";
}

/** The other side said no, and would say so again. */
export class RefusedError extends Error {
  override readonly name = "RefusedError";
}

/**
 * Does something that Firestore cannot undo or do in its transaction, once for each key: claims it first, does it, and
 * marks it done. Whoever dies in between leaves a claim that runs out, and the next delivery does it again, under the
 * same key. So the other side has to drop what comes twice with one key; without that, at most one of "never twice" and
 * "never missed" can be had.
 *
 * @param key the event's path; given to `effect` as the idempotency key
 * @param leaseMs longer than whoever calls this can live
 * @param effect gives a receipt, if there is one
 * @throws ClaimHeldError, or what `effect` throws: the event has to be delivered again
 */
export async function doOnce<Token>(
  claims: ClaimStore<Token>,
  key: string,
  leaseMs: number,
  effect: (key: string) => Promise<string | null>,
): Promise<"done" | "refused" | "repeated"> {
  const claim = await claims.read(key);
  if (claim.state === "done") return "repeated";
  const token = claim.state === "free" ? await claims.take(key, claim.token, leaseMs) : null;
  if (token === null) throw new ClaimHeldError(`${key} is being done by somebody else`);
  const result = await attempt(key, effect).catch(async (error: unknown) => {
    // Should this fail as well, the lease runs out.
    const failures = await claims.release(key, token).then(
      () => [error],
      (second: unknown) => [error, second],
    );
    throw failures.length === 1 ? error : new AggregateError(failures, `${key} failed and is still claimed`);
  });
  await claims.finish(key, result);
  return result.outcome;
}

async function attempt(key: string, effect: (key: string) => Promise<string | null>): Promise<Result> {
  try {
    return { outcome: "done", receipt: await effect(key) };
  } catch (error) {
    if (error instanceof RefusedError) return { outcome: "refused", receipt: error.message };
    throw error;
  }
}
