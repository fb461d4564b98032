import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../../scripts/lib/paths.mjs";
import type { Project } from "../project/open-project.js";
import { type Checks, type Finding, failed, notChecked, ok, warning } from "./check.js";

// `firestore:rules` deploys nothing, without an error, where firebase.json lists several databases.
const DEPLOY = "npx firebase deploy --only firestore --project <id>";
const TIMEOUT_MS = 15_000;
const DATABASE = "POINTCHECKOUT_DATABASE";

/** Checks the rules: in the emulators by a read, in a real project by what is deployed there. */
export const rulesCheck = (project: Project): Checks => ({
  rules: () => (project.isEmulated ? tryToRead(project) : readDeployed(project)),
});

/** A client without a user reads an order. */
async function tryToRead({ projectId, settings }: Project): Promise<Finding> {
  const host = process.env.FIRESTORE_EMULATOR_HOST ?? "";
  const database = settings.values[DATABASE];
  const url = `http://${host}/v1/projects/${projectId}/databases/${database}/documents/orders/doctor`;
  try {
    return classifyRead((await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) })).status);
  } catch {
    return notChecked(`the Firestore emulator at ${host} does not answer`, "npm start");
  }
}

/** Pure. 403: denied. 404: it was allowed to look. */
export function classifyRead(status: number): Finding {
  if (status === 403) return ok("a client's read that must be denied is denied");
  const remedy = "Is firestore.rules the file that firebase.json names? Start again.";
  if (status === 200 || status === 404) return failed("anybody may read orders", remedy);
  return notChecked(`the Firestore emulator answers ${status}`);
}

/** @see https://firebase.google.com/docs/reference/rules/rest */
async function readDeployed({ projectId, settings, accessToken }: Project): Promise<Finding> {
  const token = await accessToken();
  const get = async (path: string): Promise<Record<string, unknown>> => {
    const response = await fetch(`https://firebaserules.googleapis.com/v1/${path}`, {
      headers: { authorization: `Bearer ${token}`, "x-goog-user-project": projectId },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!response.ok) throw new RulesUnreadable(response.status);
    return (await response.json()) as Record<string, unknown>;
  };
  try {
    const database = settings.values[DATABASE];
    const name = database === "(default)" ? "cloud.firestore" : `cloud.firestore/${database}`;
    const release = await get(`projects/${projectId}/releases/${name}`);
    const ruleset = await get(String(release.rulesetName));
    return compareRules(deployedText(ruleset), readFileSync(join(root, "firestore.rules"), "utf8"));
  } catch (error) {
    if (!(error instanceof RulesUnreadable)) throw error;
    if (error.status === 404) return failed("no rules are deployed", DEPLOY);
    return notChecked(
      `the rules API answers ${error.status}`,
      "Your account needs roles/firebaserules.viewer.",
    );
  }
}

class RulesUnreadable extends Error {
  constructor(readonly status: number) {
    super(`the rules API answers ${status}`);
  }
}

function deployedText({ source }: Record<string, unknown>): string {
  const { files = [] } = (source ?? {}) as { files?: { content?: string }[] };
  return files.map(({ content = "" }) => content).join("\n");
}

/** Pure. Rules that were merged with a merchant's own differ, and only a reader can see whether they are right. */
export function compareRules(deployed: string, ours: string): Finding {
  const lines = (text: string) =>
    text
      .replaceAll(/\/\/.*$/gm, "")
      .split(/\s+/)
      .filter(Boolean)
      .join(" ");
  if (lines(deployed) === lines(ours)) return ok("the deployed rules are firestore.rules");
  return warning(
    "the deployed rules are other than firestore.rules",
    `If they were merged with your own, check them by hand (docs/going-live.md). Else: ${DEPLOY}`,
  );
}
