import { readFileSync } from "node:fs";
import {
  initializeTestEnvironment,
  type RulesTestContext,
  type RulesTestEnvironment,
  type TokenOptions,
} from "@firebase/rules-unit-testing";
import { environment as local } from "../support/environment.js";

export type Db = ReturnType<RulesTestContext["firestore"]>;
export const rules = readFileSync(new URL("../../../firestore.rules", import.meta.url), "utf8");

/**
 * Opens, for a suite, a Firestore of its own under our rules, with nothing in it but what `seed` writes past them.
 *
 * @returns it, as a user sees it; null: somebody signed out
 */
export function openRules(projectId: string, seed: (db: Db) => Promise<void>) {
  let environment: RulesTestEnvironment;
  before(async () => {
    const { hostname: host, port } = new URL(`http://${local.firestoreHost}`);
    const firestore = { host, port: Number(port), rules };
    environment = await initializeTestEnvironment({ projectId, firestore });
    await environment.clearFirestore();
    await environment.withSecurityRulesDisabled((context) => seed(context.firestore()));
  });
  after(async () => {
    await environment.clearFirestore();
    await environment.cleanup();
  });
  return (user: { uid: string; claims: TokenOptions } | null): Db =>
    (user
      ? environment.authenticatedContext(user.uid, user.claims)
      : environment.unauthenticatedContext()
    ).firestore();
}
