import type { InputProblem } from "./parse-by-schema.js";

export type OrderErrorCode =
  | "invalid-argument"
  | "not-found"
  | "already-exists"
  | "permission-denied"
  | "failed-precondition"
  | "unavailable"
  | "aborted";

/** Said alike of an order that is not there and of one that is another's. */
export const NO_SUCH_ORDER = "There is no such order.";

/** Why a link or a draft was not made, in words that its caller can act on. Carries nothing secret. */
export class OrderError extends Error {
  constructor(
    readonly code: OrderErrorCode,
    message: string,
    readonly details?: readonly InputProblem[],
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = "OrderError";
  }
}
