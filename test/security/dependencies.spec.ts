import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

/** What stands at each package's installation; the licences themselves are checked by `npm run check`. */
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
    assert.match(read("scripts/lib/packages.mjs"), /npm ci --ignore-scripts/);
  });

  it("of the functions each stand with a reason and their licence in the decision", () => {
    const { dependencies } = JSON.parse(read("functions/package.json"));
    const { packages } = JSON.parse(read("functions/package-lock.json"));
    const items = read("docs/decisions/0011-dependencies.md").matchAll(/^- `([^`]+)` \(([^)]+)\): \S/gm);
    assert.deepEqual(
      [...items].map(([, name, licence]) => [name, licence]),
      Object.keys(dependencies).map((name) => [name, packages[`node_modules/${name}`].license]),
    );
  });
});
