import type { PointCheckoutError } from "pointcheckout-firebase-client";

/** How an attempt ended; `unknown`: it may have taken effect. */
export type AttemptEnd = "answered" | "refused" | "unknown";

/** Codes after which it is not known whether a call took effect. */
const UNCERTAIN: ReadonlySet<string> = new Set([
  "unreachable",
  "unavailable",
  "aborted",
  "internal",
  "unknown",
  "cancelled",
  "deadline-exceeded",
]);

export const isUncertain = ({ code }: Pick<PointCheckoutError, "code">): boolean => UNCERTAIN.has(code);

/**
 * Whether the next attempt takes another id. A refusal says that nothing was done only while no earlier attempt under the
 * id may have been made.
 */
export const isOver = (end: AttemptEnd, mayBeMade: boolean): boolean =>
  end === "answered" || (end === "refused" && !mayBeMade);
