import { type Command, Option } from "commander";
import { deleteApp, initializeApp } from "firebase-admin/app";
import { type Auth, getAuth, type UserRecord } from "firebase-admin/auth";
import { CommandFailure, EXIT, misused, type Outcome } from "../command-failure.js";
import { type Host, perform, type Tool } from "../perform.js";
import type { Project } from "../project/open-project.js";
import type { Target } from "../project/target.js";
import { grantRole, revokeRole, type StaffRole } from "../staff/plan-claims.js";
import { readText } from "./arguments.js";

type Grant = { role: StaffRole; unverified?: boolean };

export function addStaffCommands(program: Command, host: Host): void {
  const staff = program.command("staff").description("Who is staff: the custom claim “role” of a user.");
  staff
    .command("grant")
    .description("Gives a user a role. Other claims stay.")
    .argument("<email>", "of somebody who has signed up", readText)
    .addOption(new Option("--role <role>", "which").choices(["staff", "admin"]).default("staff"))
    .option("--unverified", "although nobody has verified the address: you know who made the account")
    .addHelpText(
      "after",
      "\nExample: npm run pointcheckout -- staff grant sam@example.com --role admin --project my-project",
    )
    .action(perform<Grant>(host, grant));
  staff
    .command("revoke")
    .description("Takes a user's role away and ends the user's sessions. Other claims stay.")
    .argument("<email>", "of the user", readText)
    .action(perform(host, revoke));
}

async function grant(
  { project }: Tool,
  { role, unverified }: Grant,
  [email = ""]: readonly string[],
): Promise<Outcome> {
  return withUser(project, email, async (auth, { uid, customClaims, emailVerified }) => {
    if (!emailVerified && !unverified) {
      throw new CommandFailure(
        `${email} is an address that nobody has verified: anybody may have signed up with it.`,
        "Have its owner verify it, or add --unverified if you know who made the account.",
      );
    }
    const claims = grantRole(customClaims, role);
    if (claims) await auth.setCustomUserClaims(uid, claims);
    const text = claims
      ? `${email} is ${role}. It counts from the next sign-in: sign out and in again.`
      : `${email} was ${role} already.`;
    return { isFine: true, data: { email, uid, role, isChanged: claims !== null }, text };
  });
}

async function revoke({ project }: Tool, _: object, [email = ""]: readonly string[]): Promise<Outcome> {
  return withUser(project, email, async (auth, { uid, customClaims }) => {
    const claims = revokeRole(customClaims);
    if (claims) await auth.setCustomUserClaims(uid, claims);
    // Also without a role to take: a call that failed half-way is made whole by repeating it.
    await auth.revokeRefreshTokens(uid);
    const had = claims ? "has no role any more" : "had no role";
    const text = `${email} ${had}, and has to sign in again. A token that is out may still count for up to an hour.`;
    return { isFine: true, data: { email, uid, role: null, isChanged: claims !== null }, text };
  });
}

async function withUser(
  project: Project,
  email: string,
  work: (auth: Auth, user: UserRecord) => Promise<Outcome>,
): Promise<Outcome> {
  const { projectId, isEmulated } = project;
  if (isEmulated && !process.env.FIREBASE_AUTH_EMULATOR_HOST) {
    throw misused("FIREBASE_AUTH_EMULATOR_HOST is not set.", "Set it, or use --local.");
  }
  const app = initializeApp({ projectId }, "staff");
  try {
    const auth = getAuth(app);
    return await work(auth, await findUser(auth, email, projectId));
  } catch (error) {
    throw explainUsers(error, project);
  } finally {
    await deleteApp(app);
  }
}

async function findUser(auth: Auth, email: string, projectId: string): Promise<UserRecord> {
  try {
    return await auth.getUserByEmail(email);
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === "auth/user-not-found") {
      throw new CommandFailure(
        `${projectId} has no user ${email}.`,
        "Have that person sign up first, and check the spelling.",
      );
    }
    if (code === "auth/invalid-email") {
      throw misused(`${email} is not an e-mail address.`, "Check the spelling.");
    }
    throw error;
  }
}

/** An error of Firebase's users, as a failure that names a remedy; any other as it is. */
export function explainUsers(error: unknown, { projectId, isEmulated }: Target): unknown {
  const { code, message } = error as { code?: string; message: string };
  if (!/^(?:auth|app)\//.test(String(code))) return error;
  return new CommandFailure(
    `The users of ${projectId} cannot be read or changed: ${message}`,
    isEmulated
      ? "Is the emulator running (npm start)?"
      : "Sign in (gcloud auth application-default login) with roles/firebaseauth.admin, and turn Authentication on.",
    EXIT.failed,
    { cause: error },
  );
}
