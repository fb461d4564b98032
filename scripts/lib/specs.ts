import { constants, setPriority } from "node:os";
import { relative, resolve, sep } from "node:path";
import { execa } from "execa";
import { isFull } from "../../test/budget.js";
import { hook } from "./child.js";
import type { CleanUp } from "./clean-up.js";
import { coverageDir } from "./coverage.js";
import { bin, root } from "./paths.mjs";

const timeoutMs = 80 * 60_000;

/** Where specs are, by what has to run for them. */
const directories = {
  /** nothing; in a process of its own */
  functions: ["functions/src", "functions/test/memory"],
  /** nothing */
  others: [
    "functions/test/exploration",
    "simulator/src",
    "scripts",
    "examples/fulfilment/src",
    "chaos/src",
    "tools/src",
    "test/proof",
    "test/rotation",
    "test/security",
    "client/src",
    "client/tools",
    "client/test/package",
    "web/src",
    "web/build",
  ],
  /** emulators and simulator; what looks at all of Firestore comes first, chaos last */
  emulator: ["functions/test/alone", "functions/test/emulator", "chaos/test"],
  /** emulators of their own: the example's triggers fire on every order's events, and would slow all others down */
  example: ["examples/fulfilment/test", "test/second-account", "test/instances"],
  /** those of users too; the rules clear Firestore, and what comes after them opens a browser */
  web: [
    "tools/test",
    "client/test/emulator",
    "functions/test/rules",
    "client/test/browser",
    "test/browser",
    "web/test",
  ],
} as const;

export type SpecGroup = keyof typeof directories;

const isUnit = (name: string) => name === "functions" || name === "others";

/** Those whose own process runs most of functions/src; measured with the full budget, for it slows them. */
const covered: string[] = ["functions", "emulator"] satisfies SpecGroup[];

/**
 * The specs of a group, as mocha takes them.
 *
 * @param named those of the command line; none: all
 */
export function specsOf(group: SpecGroup, named: string[]): string[] {
  if (named.length === 0) return directories[group].map((dir) => `${dir}/**/*.spec.{ts,mts}`);
  return named
    .map((file) => relative(root, resolve(file)))
    .filter((file) => directories[group].some((dir) => file.startsWith(`${dir.replaceAll("/", sep)}${sep}`)));
}

/** `why`: what failed, as it is printed once more at the end of a long run. */
export type Totals = { passed: number; failed: number; why?: string };

type SpecRun = {
  name: string;
  args: string[];
  env?: Record<string, string>;
  aside?: boolean;
  cleanUp: CleanUp;
};

/**
 * Runs specs with mocha. A run that ends without a result (it crashed, or hung) counts as one failure, besides those it
 * had.
 *
 * @param run `args`: of mocha; `aside`: it runs beside another, and is printed when it has ended
 */
export async function runSpecs({ name, args, env = {}, aside, cleanUp }: SpecRun): Promise<Totals> {
  const hooked = ["--require", hook("exit-with-parent.cjs"), bin("mocha", "bin", "mocha.js")];
  const mocha = execa(process.execPath, [...hooked, "--no-color", ...args], {
    cwd: root,
    env: { ...env, ...(isFull() && covered.includes(name) && { NODE_V8_COVERAGE: coverageDir }) },
    stdin: "ignore",
    stdout: aside ? "pipe" : ["inherit", "pipe"],
    stderr: aside ? "pipe" : ["inherit", "pipe"],
    all: true,
    reject: false,
    ipc: true,
    timeout: timeoutMs,
  });
  cleanUp.add({ stop: () => mocha.kill("SIGINT") });
  if (aside && mocha.pid && isUnit(name)) setPriority(mocha.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  const { all, exitCode, signal, failed } = await mocha;
  if (aside) console.log(`\n== ${name}\n${all}`);
  const count = (what: string) => Number(new RegExp(`^ +(\\d+) ${what}`, "m").exec(all)?.[1] ?? 0);
  const failures = /^ +\d+ failing$.*/ms.exec(all)?.[0].trimEnd();
  const totals = { passed: count("passing"), failed: count("failing"), ...(failures && { why: failures }) };
  // Without that line mocha came to no end, whatever its exit code says.
  const isComplete = / passing \(/.test(all);
  if (isComplete && (!failed || totals.failed > 0)) return totals;
  const why = `FAILED: the ${name} specs ended with ${signal ?? `exit code ${exitCode}`}`;
  console.log(why);
  return { ...totals, failed: totals.failed + 1, why: [failures, why].filter(Boolean).join("\n") };
}
