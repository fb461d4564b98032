import { PointCheckoutError } from "../../pointcheckout/errors.js";
import { OrderError } from "../model/order-error.js";

/**
 * @param ifUnknown what to throw when the vendor does not know the id
 * @throws OrderError `unavailable` when it may be tried again; `failed-precondition` when somebody has to repair it
 */
export async function readNow<T>(
  read: () => Promise<T>,
  ifUnknown?: (cause: PointCheckoutError) => OrderError,
): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof PointCheckoutError)) throw error;
    if (ifUnknown && error.isUnknownId) throw ifUnknown(error);
    if (error.retryable) {
      const message = "PointCheckout cannot be read at the moment. Nothing was sent. Call again.";
      throw new OrderError("unavailable", message, { cause: error });
    }
    const why = error.vendorMessage ?? error.kind;
    const message = `PointCheckout refused to be read (${why}). Nothing was sent.`;
    throw new OrderError("failed-precondition", message, { cause: error });
  }
}
