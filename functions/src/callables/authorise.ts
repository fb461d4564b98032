import { type CallableRequest, HttpsError } from "firebase-functions/v2/https";

/** Who calls. Staff carry the custom claim `role: "staff"` or `"admin"`; everybody else who is signed in is a customer. */
export type Caller = { uid: string; staff: boolean };

/** @throws HttpsError `unauthenticated` */
export function identifyCaller({ auth }: Pick<CallableRequest, "auth">): Caller {
  if (!auth) throw new HttpsError("unauthenticated", "Sign in first.");
  return { uid: auth.uid, staff: isStaff({ auth }) };
}

export function isStaff({ auth }: Pick<CallableRequest, "auth">): boolean {
  const role: unknown = auth?.token.role;
  return role === "staff" || role === "admin";
}

/** @throws HttpsError `unauthenticated` or `permission-denied` */
export function requireStaff(request: Pick<CallableRequest, "auth">): Caller {
  const caller = identifyCaller(request);
  if (!caller.staff) throw new HttpsError("permission-denied", "This needs the role staff or admin.");
  return caller;
}
