import { type CallableRequest, HttpsError } from "firebase-functions/v2/https";
import { readServiceAccounts } from "../config.js";

/** A header of its own: in `Authorization` the platform accepts only a Firebase user's token. */
const SERVICE_TOKEN_HEADER = "x-pointcheckout-service-token";

/**
 * The calling backend, as staff; null without a service token. A refused token never falls back to a user.
 * @throws HttpsError `unauthenticated`, `permission-denied` for an account that is not listed, `unavailable`
 * @throws ConfigurationError
 */
export async function serviceOf({ rawRequest }: { rawRequest?: CallableRequest["rawRequest"] }) {
  const token = rawRequest?.header(SERVICE_TOKEN_HEADER);
  if (token === undefined) return null;
  const { accounts, audience } = readServiceAccounts();
  if (accounts.length === 0) {
    const message = "No backend may call: POINTCHECKOUT_SERVICE_ACCOUNTS is not set.";
    throw new HttpsError("permission-denied", message);
  }
  const { verifyServiceToken } = await import("./lazy/verify-service-token.js");
  const email = await verifyServiceToken(token, audience);
  if (!accounts.includes(email)) {
    throw new HttpsError("permission-denied", `${email} is not listed in POINTCHECKOUT_SERVICE_ACCOUNTS.`);
  }
  return { uid: `service:${email}`, token: { role: "staff" } } as unknown as NonNullable<
    CallableRequest["auth"]
  >;
}
