import type { InputProblem } from "./parse-by-schema.js";

export type OrderErrorCode =
  | "invalid-argument"
  | "not-found"
  | "already-exists"
  | "permission-denied"
  | "failed-precondition"
  | "unavailable"
  | "aborted";

/** The order's state does not allow what was asked for. @param path the argument that does not fit it */
export const refuse = (message: string, path?: string): OrderError =>
  new OrderError("failed-precondition", message, path === undefined ? {} : { details: [{ path, message }] });

/** As `refuse`: only the deployment's operators can do something about it. */
export const refuseToStaff = (message: string, cause?: unknown): OrderError =>
  new OrderError("failed-precondition", message, { isForStaff: true, cause });

export const refuseInput = (path: string, message: string): OrderError =>
  new OrderError("invalid-argument", `${path}: ${message}`, { details: [{ path, message }] });

/** The same for an order that does not exist and for another customer's. */
export const NO_SUCH_ORDER = "There is no such order.";

/** A refusal that its caller can act on, or, if `isForStaff`, the merchant's staff. Holds nothing secret. */
export class OrderError extends Error {
  override readonly name = "OrderError";
  readonly details: readonly InputProblem[] | undefined;
  readonly isForStaff: boolean;

  constructor(
    readonly code: OrderErrorCode,
    message: string,
    {
      details,
      isForStaff = false,
      ...options
    }: ErrorOptions & { details?: readonly InputProblem[]; isForStaff?: boolean } = {},
  ) {
    super(message, options);
    this.details = details;
    this.isForStaff = isForStaff;
  }
}
