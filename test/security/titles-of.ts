import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";

const root = fileURLToPath(new URL("../../", import.meta.url));
const mocha = fileURLToPath(new URL("../../node_modules/mocha/bin/mocha.js", import.meta.url));

/** Where nothing listens: specs that talk to emulators are only asked what they are called. */
const nowhere = "127.0.0.1:9";
const environment = {
  GCLOUD_PROJECT: "demo-titles",
  FIRESTORE_EMULATOR_HOST: nowhere,
  FIREBASE_AUTH_EMULATOR_HOST: nowhere,
  HOSTING_EMULATOR_URL: `http://${nowhere}`,
  FUNCTIONS_EMULATOR_URL: `http://${nowhere}`,
  SIMULATOR_URL: `http://${nowhere}`,
};

const known = new Map<string, Set<string>>();

/**
 * The titles of the tests in some specs, as mocha itself has them: also those that are built at run time. Nothing is run,
 * and each spec is loaded once.
 *
 * @param files relative to the root
 * @returns by file
 * @throws when a file is not there or cannot be loaded
 */
export async function titlesOf(files: readonly string[]): Promise<ReadonlyMap<string, Set<string>>> {
  const unknown = files.filter((file) => !known.has(file));
  for (const file of unknown) if (!existsSync(join(root, file))) throw new Error(`there is no spec ${file}`);
  if (unknown.length === 0) return known;
  const options = ["--dry-run", "--no-parallel", "--reporter", "json"];
  const env = { ...environment, NODE_V8_COVERAGE: "" };
  const { stdout } = await execa(process.execPath, [mocha, ...options, ...unknown], { cwd: root, env });
  const { tests } = JSON.parse(stdout.slice(stdout.indexOf("{\n"))) as {
    tests: { title: string; file: string }[];
  };
  for (const file of unknown) known.set(file, new Set());
  for (const { title, file } of tests) known.get(file.slice(root.length))?.add(title);
  return known;
}
