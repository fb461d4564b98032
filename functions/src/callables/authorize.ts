import { type CallableRequest, HttpsError } from "firebase-functions/v2/https";
import { readEnforceAppCheck } from "../config.js";

/** Who may call: every signed-in user, or those with the claim `role: "staff"` or `"admin"`, or only `"admin"`. */
export type Role = "customer" | "staff" | "admin";

/** An admin is `staff`, too. */
export type Caller = { uid: string; staff: boolean; admin: boolean };

/** @throws HttpsError `unauthenticated` or `permission-denied` */
export function authorize({ auth }: Pick<CallableRequest, "auth">, role: Role): Caller {
  if (!auth) throw new HttpsError("unauthenticated", "Sign in first.");
  const staff = isStaff({ auth });
  const admin = auth.token.role === "admin";
  if (role === "admin" && !admin) throw new HttpsError("permission-denied", "This needs the role admin.");
  if (role === "staff" && !staff)
    throw new HttpsError("permission-denied", "This needs the role staff or admin.");
  return { uid: auth.uid, staff, admin };
}

/** The platform's own option would read its parameter during the deploy. @throws HttpsError `unauthenticated` */
export function requireApp({ app }: Pick<CallableRequest, "app">): void {
  if (app || !readEnforceAppCheck()) return;
  throw new HttpsError("unauthenticated", "This call does not come from a known app (App Check).");
}

export function isStaff({ auth }: Pick<CallableRequest, "auth">): boolean {
  const role: unknown = auth?.token.role;
  return role === "staff" || role === "admin";
}
