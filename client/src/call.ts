import { getFunctions, httpsCallable } from "firebase/functions";
import type { Connection } from "./connection.js";
import { inOurWords, PointCheckoutError } from "./pointcheckout-error.js";

/**
 * Calls a callable as the app's signed-in user.
 *
 * @throws PointCheckoutError
 */
export async function call<Output>(connection: Connection, name: string, input: object): Promise<Output> {
  const { app, region, functionPrefix, timeoutMs } = connection;
  const path = pathOfNoJson(input);
  if (path !== null) {
    const message = "cannot be sent: JSON has no form for it";
    throw new PointCheckoutError("invalid-argument", `${path} ${message}`, [{ path, message }]);
  }
  return inOurWords(async () => {
    const callable = httpsCallable<object, Output>(getFunctions(app, region), functionPrefix + name, {
      timeout: timeoutMs,
    });
    return (await callable(input)).data;
  });
}

/** Where an input holds what JSON has no form for, such as NaN; null when it does not. */
function pathOfNoJson(value: unknown, path = ""): string | null {
  if (typeof value === "number") return Number.isFinite(value) ? null : path;
  if (typeof value === "bigint" || typeof value === "symbol" || typeof value === "function") return path;
  if (typeof value !== "object" || value === null) return null;
  for (const [key, inner] of Object.entries(value)) {
    const found = pathOfNoJson(inner, path ? `${path}.${key}` : key);
    if (found !== null) return found;
  }
  return null;
}
