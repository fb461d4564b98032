import type { Auth } from "firebase-admin/auth";

// Good for the auth emulator of this machine only.
const password = "demo-password";

const user = (uid: string, displayName: string, claims: { role?: string }) => ({
  uid,
  displayName,
  email: `${uid}@example.com`,
  password,
  claims,
});

export const demoUsers = {
  admin: user("admin", "Ada Admin", { role: "admin" }),
  staff: user("staff", "Sam Staff", { role: "staff" }),
  customer: user("customer", "Cleo Customer", {}),
};

/** Creates the demonstration's users in the emulator. */
export async function createDemoUsers(auth: Auth): Promise<void> {
  for (const { claims, ...user } of Object.values(demoUsers)) {
    await auth.createUser({ ...user, emailVerified: true });
    await auth.setCustomUserClaims(user.uid, claims);
  }
}
