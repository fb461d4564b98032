import { initializeApp } from "firebase-admin/app";
import { getAuth } from "firebase-admin/auth";

// Good for the auth emulator of this machine only.
const password = "demo-password";

export const demoUsers = {
  admin: { email: "admin@example.com", password, displayName: "Ada Admin", claims: { role: "admin" } },
  staff: { email: "staff@example.com", password, displayName: "Sam Staff", claims: { role: "staff" } },
  customer: { email: "customer@example.com", password, displayName: "Cleo Customer", claims: {} },
};

/** Creates the demonstration's users in the emulator that the environment names, and gives the customer's uid. */
export async function createDemoUsers(projectId: string): Promise<string> {
  initializeApp({ projectId });
  const { customer, staff, admin } = demoUsers;
  const [customerUid] = await Promise.all([createUser(customer), createUser(staff), createUser(admin)]);
  return customerUid;
}

async function createUser({ claims, ...user }: (typeof demoUsers)[keyof typeof demoUsers]): Promise<string> {
  const { uid } = await getAuth().createUser({ ...user, emailVerified: true });
  await getAuth().setCustomUserClaims(uid, claims);
  return uid;
}
