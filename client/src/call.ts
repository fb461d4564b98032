import { getFunctions, httpsCallable } from "firebase/functions";
import type { Connection } from "./connection.js";
import { toPointCheckoutError } from "./pointcheckout-error.js";

/**
 * Calls a callable as the app's signed-in user.
 *
 * @throws PointCheckoutError
 */
export async function call<Output>(connection: Connection, name: string, input: object): Promise<Output> {
  const { app, region, functionPrefix, timeoutMs } = connection;
  try {
    const callable = httpsCallable<object, Output>(getFunctions(app, region), functionPrefix + name, {
      timeout: timeoutMs,
    });
    return (await callable(input)).data;
  } catch (error) {
    throw toPointCheckoutError(error);
  }
}
