import assert from "node:assert/strict";
import { documentProblems, packageProblems } from "./supply-chain.mjs";

/** @param {object} locked fields of the one package @param {string} version as the manifest has it */
const aProject = (locked = {}, version = "1.2.3", npmrc = "save-exact=true\n") => ({
  name: "functions",
  manifest: { dependencies: { left: version } },
  lock: { packages: { "": {}, "node_modules/left": { version: "1.2.3", license: "MIT", ...locked } } },
  npmrc,
});

describe("packages that are deployed", () => {
  for (const license of ["MIT", "(BSD-3-Clause OR GPL-2.0)"]) {
    it(`may have the licence ${license}`, () => assert.deepEqual(packageProblems(aProject({ license })), []));
  }

  for (const license of ["GPL-3.0", "UNLICENSED", "SEE LICENSE IN x", "(MIT AND GPL-2.0)", undefined]) {
    it(`may not have the licence ${license}`, () => {
      assert.deepEqual(packageProblems(aProject({ license })), [
        `functions: left 1.2.3 has the licence ${license}`,
      ]);
    });
  }

  it("may have another licence where they are not deployed", () => {
    assert.deepEqual(packageProblems(aProject({ license: "GPL-3.0", dev: true })), []);
  });

  for (const version of ["^1.2.3", "~1.2.3", "latest", "1.x", "github:a/b", ">=1.0.0"]) {
    it(`have exact versions, not ${version}`, () => {
      assert.match(packageProblems(aProject({}, version)).join(), /left is not an exact version/);
    });
  }

  it("run no script when they are installed", () => {
    const problems = packageProblems(aProject({ hasInstallScript: true }));
    assert.deepEqual(problems, [
      "functions: left 1.2.3 runs a script when it is installed",
      "functions: .npmrc lacks ignore-scripts=true",
    ]);
  });
});

describe("the list of dependencies", () => {
  const row = "| `left` | pads | MIT |";

  it("is what there is", () => assert.deepEqual(documentProblems(row, aProject()), []));

  it("misses none, has none too many, and gives each its licence", () => {
    assert.deepEqual(documentProblems("", aProject()), ["left has no row"]);
    assert.deepEqual(documentProblems(`${row}\n| \`right\` | pads | MIT |`, aProject()), [
      "right is no dependency",
    ]);
    const other = documentProblems(row, aProject({ license: "ISC" }));
    assert.deepEqual(other, ["left has the licence ISC, not MIT"]);
  });
});
