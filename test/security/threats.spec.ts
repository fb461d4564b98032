import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { readThreats } from "./read-threats.js";
import { titlesOf } from "./titles-of.js";

const page = readFileSync(new URL("./threats.md", import.meta.url), "utf8");
const security = readFileSync(new URL("../../docs/security.md", import.meta.url), "utf8");
/** The page with each list item in one line. */
const walls = security.replaceAll(/\n {2}(?=\S)/g, " ");

/** Rows of a page that name tests which mocha does not have, or none at all. */
async function untested(markdown: string): Promise<string[]> {
  const threats = readThreats(markdown);
  const titles = await titlesOf([...new Set(threats.flatMap(({ tests }) => tests.map(({ file }) => file)))]);
  return threats.flatMap(({ threat, tests }) => {
    const missing = tests.filter(({ file, title }) => !titles.get(file)?.has(title));
    if (tests.length === 0) return [`${threat}: no test`];
    return missing.map(({ file, title }) => `${threat}: ${file} › ${title}`);
  });
}

describe("the threats of docs/security.md", () => {
  it("are those of the table of tests", () => {
    const named = readThreats(page).map(({ threat }) => threat);
    const described = [...walls.matchAll(/^- (.+ \((?:[STRIDE](?:, )?)+\)): \S/gm)].map(
      ([, threat]) => threat,
    );
    assert.deepEqual(named, described);
  });

  it("are all held by tests that are there under that title", async () => {
    assert.deepEqual(await untested(page), []);
  });

  it("are of all six kinds, and each is of one at least", () => {
    const threats = readThreats(page);
    const kinds = threats.map(({ threat }) => /\(([STRIDE](?:, [STRIDE])*)\)$/.exec(threat)?.[1] ?? "");
    assert.ok(threats.length >= 30, `${threats.length} threats`);
    for (const [index, kind] of kinds.entries()) assert.ok(kind, threats[index]?.threat);
    assert.deepEqual([...new Set(kinds.join(", ").split(", "))].toSorted(), ["D", "E", "I", "R", "S", "T"]);
  });

  it("name no spec that none of them needs", () => {
    const named = readThreats(page).flatMap(({ tests }) => tests.map(({ file }) => file));
    const defined = [...page.matchAll(/^\[[^\]]+\]: \.\.\/\.\.\/(\S+)$/gm)].map(([, file]) => file ?? "");
    assert.deepEqual(defined.toSorted(), [...new Set(named)].toSorted());
  });

  const head = "| threat | tests |\n|---|---|\n";
  const spec = "\n\n[claims]: ../../tools/src/staff/plan-claims.spec.ts\n";

  it("would be found out by a wrong title, and by a row without a test", async () => {
    const good = "| a (S) | [claims] › get a role beside what they hold |\n";
    const wrong = "| b (S) | [claims] › get a role beside what they held |\n";
    const none = "| c (S) | |\n";
    assert.deepEqual(await untested(head + good + wrong + none + spec), [
      "b (S): tools/src/staff/plan-claims.spec.ts › get a role beside what they held",
      "c (S): no test",
    ]);
  });

  it("would be found out by a spec that is not there, and by what is no test's name", async () => {
    const gone = "\n\n[gone]: ../../tools/src/gone.spec.ts\n";
    await assert.rejects(untested(`${head}| a (S) | [gone] › does it |${gone}`));
    assert.throws(() => readThreats(`${head}| a (S) | somewhere |${spec}`), /somewhere/);
    assert.throws(() => readThreats(`${head}| a (S) | [unknown] › x |${spec}`), /unknown/);
  });
});
