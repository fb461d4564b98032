export type SignInProblem =
  | "refused"
  | "tooMany"
  | "disabled"
  | "offline"
  | "appCheck"
  | "notConfigured"
  | "otherWay"
  | "noAccount"
  | "popup"
  | "unknown";

const PROBLEMS: Readonly<Record<string, SignInProblem>> = {
  "auth/invalid-credential": "refused",
  "auth/invalid-login-credentials": "refused",
  "auth/user-not-found": "refused",
  "auth/wrong-password": "refused",
  "auth/invalid-email": "refused",
  "auth/too-many-requests": "tooMany",
  "auth/user-disabled": "disabled",
  "auth/network-request-failed": "offline",
  "auth/firebase-app-check-token-is-invalid": "appCheck",
  "auth/operation-not-allowed": "notConfigured",
  "auth/unauthorized-domain": "notConfigured",
  "auth/configuration-not-found": "notConfigured",
  "auth/multi-factor-auth-required": "notConfigured",
  "auth/account-exists-with-different-credential": "otherWay",
  "auth/admin-restricted-operation": "noAccount",
  "auth/popup-blocked": "popup",
  "auth/popup-closed-by-user": "popup",
  "auth/cancelled-popup-request": "popup",
  "auth/user-cancelled": "popup",
};

/** Which sentence tells a user why the sign-in failed. Firebase's own words are for developers, and in English. */
export function toSignInProblem(error: unknown): SignInProblem {
  const { code } = Object(error) as { code?: unknown };
  return PROBLEMS[String(code)] ?? "unknown";
}
