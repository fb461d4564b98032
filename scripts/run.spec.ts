import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
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
