import { type CallableRequest, HttpsError } from "firebase-functions/v2/https";

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

export function isStaff({ auth }: Pick<CallableRequest, "auth">): boolean {
  const role: unknown = auth?.token.role;
  return role === "staff" || role === "admin";
}
