import type { PointCheckoutError } from "pointcheckout-firebase-client";

/** How a call ended; `unknown`: it may have taken effect. */
export type CallEnd = "answered" | "refused" | "unknown";

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
 * Whether the next call takes another id. A refusal says that nothing was done only while no earlier one under the
 * id may have been made.
 */
export const isOver = (end: CallEnd, mayBeMade: boolean): boolean =>
  end === "answered" || (end === "refused" && !mayBeMade);
