import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

type Package = { version: string; license?: string; dependencies?: Record<string, string> };
type Lock = { packages: Record<string, Package> };

const ALLOWED = ["0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "Unlicense"];
/** Fonts have a licence of their own. */
const ALLOWED_IN_WEB = [...ALLOWED, "OFL-1.1"];
/** Packages whose manifest names no licence: what their LICENSE file says. */
const UNNAMED: Readonly<Record<string, string>> = { "limiter 1.1.5": "MIT" };

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const readLock = (dir: string): Lock => JSON.parse(read(`${dir}package-lock.json`));

/** What stands at each package's installation. */
describe("dependencies", () => {
  for (const dir of ["", "functions/", "web/"]) {
    it(`of ${dir || "the root"} are exact versions`, () => {
      const { dependencies, devDependencies } = JSON.parse(read(`${dir}package.json`));
      const inexact = Object.entries<string>({ ...dependencies, ...devDependencies }).filter(
        ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
      );
      assert.deepEqual(inexact, []);
    });
  }

  it("run no script when they are installed, neither here nor in the cloud", () => {
    assert.match(read("functions/.npmrc"), /^ignore-scripts=true$/m);
    assert.match(read("scripts/lib/packages.mjs"), /"ci --ignore-scripts /);
  });

  for (const [what, lock, dir, allowed] of [
    ["the functions", readLock("functions/"), "", ALLOWED],
    ["the web app", readLock(""), "web", ALLOWED_IN_WEB],
  ] as const) {
    it(`of ${what} that are deployed have an allowed licence`, () => {
      const deployed = deployedPackages(lock, dir);
      assert.ok(deployed.size > 50, "the lock file was not understood");
      const refused = [...deployed].filter(([name, { license, version }]) => {
        const alternatives = (license ?? UNNAMED[`${name} ${version}`] ?? "").split(/ OR |[()]/);
        return !alternatives.some((alternative) => allowed.includes(alternative));
      });
      const named = refused.map(([name, { version, license }]) => `${name} ${version}: ${license}`);
      assert.deepEqual(named, []);
    });
  }

  it("of the functions each stand with a reason and their licence in the decision", () => {
    const { dependencies } = JSON.parse(read("functions/package.json"));
    const { packages } = readLock("functions/");
    const items = read("docs/decisions/0011-dependencies.md").matchAll(/^- `([^`]+)` \(([^)]+)\): \S/gm);
    assert.deepEqual(
      [...items].map(([, name, licence]) => [name, licence]),
      Object.keys(dependencies).map((name) => [name, packages[`node_modules/${name}`]?.license]),
    );
  });
});

/** The packages, by name, that are installed for the `dependencies` of the package at `dir`, and for theirs. */
function deployedPackages({ packages }: Lock, dir: string): Map<string, Package> {
  const found = new Map<string, Package>();
  const visit = (from: string) => {
    for (const name of Object.keys(packages[from]?.dependencies ?? {})) {
      const path = resolvePackage(packages, from, name);
      const installed = packages[path];
      if (!installed) throw new Error(`the lock file has no ${name}, which ${from || "the package"} needs`);
      if (found.get(name) === installed) continue;
      found.set(name, installed);
      visit(path);
    }
  };
  visit(dir);
  return found;
}

/** The path that Node finds: the nearest node_modules that has the package. */
function resolvePackage(packages: Lock["packages"], from: string, name: string): string {
  const path = `${from && `${from}/`}node_modules/${name}`;
  if (path in packages || from === "") return path;
  return resolvePackage(packages, from.replace(/\/?(node_modules\/(@[^/]+\/)?)?[^/]+$/, ""), name);
}
