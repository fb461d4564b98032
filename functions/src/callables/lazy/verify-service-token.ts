import { HttpsError } from "firebase-functions/v2/https";
import { OAuth2Client } from "google-auth-library";

const google = new OAuth2Client();
const ISSUERS = ["https://accounts.google.com", "accounts.google.com"];
/** In seconds: Google's tokens last an hour, and its clock may be five minutes ahead. */
const LONGEST_VALIDITY = 3600 + 300;

/**
 * Verifies a Google ID token: signature, issuer, audience, time, and a verified e-mail address.
 * @returns the service account's e-mail address
 * @throws HttpsError `unauthenticated`, which reveals nothing of the token; `unavailable` without Google's certificates
 */
export async function verifyServiceToken(token: string, audience: string): Promise<string> {
  const { certs } = await google.getFederatedSignonCertsAsync().catch(() => {
    throw new HttpsError("unavailable", "Google's certificates could not be read. Call again.");
  });
  const ticket = await google
    .verifySignedJwtWithCertsAsync(token, certs, audience, ISSUERS, LONGEST_VALIDITY)
    // The library's messages quote the token.
    .catch(() => null);
  const { email, email_verified: isVerified } = ticket?.getPayload() ?? {};
  if (email && isVerified === true) return email.toLowerCase();
  const message = `The service token is not accepted: it has to be a Google ID token that has not expired, for the audience ${audience}, with the service account's e-mail.`;
  throw new HttpsError("unauthenticated", message);
}
