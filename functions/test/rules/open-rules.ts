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

/** An empty Firestore under our rules, with what `seed` writes past them. */
export async function openRules(projectId: string, seed: (db: Db) => Promise<void>) {
  const { hostname: host, port } = new URL(`http://${local.firestoreHost}`);
  const firestore = { host, port: Number(port), rules };
  const environment = await initializeTestEnvironment({ projectId, firestore });
  await environment.clearFirestore();
  await environment.withSecurityRulesDisabled((context) => seed(context.firestore()));
  return environment;
}

/** Firestore as a user sees it; null: somebody signed out. */
export const databaseFor = (
  environment: RulesTestEnvironment,
  user: { uid: string; claims: TokenOptions } | null,
): Db =>
  (user
    ? environment.authenticatedContext(user.uid, user.claims)
    : environment.unauthenticatedContext()
  ).firestore();
