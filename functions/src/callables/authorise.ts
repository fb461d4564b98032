import { type CallableRequest, HttpsError } from "firebase-functions/v2/https";
import { readEnforceAppCheck } from "../config.js";

/** Who may call: everybody who is signed in, those with the claim `role: "staff"` or `"admin"`, those with `"admin"`. */
export type Role = "customer" | "staff" | "admin";

/** Who calls. `staff` of an admin, too. Everybody who is signed in and has no such role is a customer. */
export type Caller = { uid: string; staff: boolean; admin: boolean };

/** @throws HttpsError `unauthenticated` or `permission-denied` */
export function authorise({ auth }: Pick<CallableRequest, "auth">, role: Role): Caller {
  if (!auth) throw new HttpsError("unauthenticated", "Sign in first.");
  const staff = isStaff({ auth });
  const admin = auth.token.role === "admin";
  if (role === "admin" && !admin) throw new HttpsError("permission-denied", "This needs the role admin.");
  if (role === "staff" && !staff)
    throw new HttpsError("permission-denied", "This needs the role staff or admin.");
  return { uid: auth.uid, staff, admin };
}

/**
 * Where App Check is enforced, refuses whatever does not come from one of the merchant's own apps. Decided here and not
 * by the platform's own option, which would read its parameter while the functions are deployed. The platform verifies
 * the token: one that is missing or invalid gives no `app`.
 *
 * @throws HttpsError `unauthenticated`
 */
export function requireApp({ app }: Pick<CallableRequest, "app">): void {
  if (app || !readEnforceAppCheck()) return;
  throw new HttpsError("unauthenticated", "This call does not come from a known app (App Check).");
}

export function isStaff({ auth }: Pick<CallableRequest, "auth">): boolean {
  const role: unknown = auth?.token.role;
  return role === "staff" || role === "admin";
}
