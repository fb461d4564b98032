import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { root } from "./lib/paths.mjs";

describe("the commands of the README", () => {
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    scripts: Record<string, string>;
  };
  const readme = readFileSync(join(root, "README.md"), "utf8");
  const names = new Set(
    [...readme.matchAll(/npm (?:run )?(start|test|(?<=run )[\w:]+)/g)].map(([, name = ""]) => name),
  );

  for (const name of names) {
    it(`npm run ${name} begins with the packages, and needs no build before`, () => {
      assert.match(scripts[name] ?? "", /^(?:exec )?node scripts\/run\.mjs\b(?!.*\bdist\b)/);
    });
  }
});

describe("a command that is called as it is not meant", () => {
  const run = (...args: string[]) =>
    execa(process.execPath, ["scripts/run.mjs", ...args], { cwd: root, reject: false, all: true });

  it("names the option that it does not have, without a stack", async () => {
    const { exitCode, all } = await run("scripts/start.ts", "--once", "--foo");
    assert.deepEqual([exitCode, all], [2, "Unknown option '--foo'"]);
  });

  it("says which command runs a single spec", async () => {
    const { exitCode, all } = await run("scripts/test.ts", "scripts/run.spec.ts");
    assert.equal(exitCode, 1);
    assert.match(
      all,
      /no spec ran\. .*npm run test:unit -- FILE, npm run test:emulator -- FILE\n0 passed, 1 failed$/,
    );
  });
});
