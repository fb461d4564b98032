import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { runHere as run } from "../test/support/run-here.js";

const root = new URL("../../", import.meta.url);
const pages = ["README.md", "CONTRIBUTING.md", ...namesIn("docs"), ...namesIn("monitoring/policies")];

function namesIn(folder: string): string[] {
  return readdirSync(new URL(folder, root))
    .filter((name) => /\.(md|json)$/.test(name))
    .map((name) => `${folder}/${name}`);
}

/** The command lines of a page: what stands behind the program's name, to the end of the line or of the code. */
function commandLines(page: string): string[] {
  const text = readFileSync(new URL(page, root), "utf8");
  return [...text.matchAll(/npm run (?:--silent )?pointcheckout -- ([^`\n]+)/g)].map(
    ([, line]) => line ?? "",
  );
}

/** Its words that name a command, and its options. */
const commandOf = (line: string): string[] =>
  /^[a-z ]*[a-z]/.exec(line.replaceAll(/\s-.*/g, ""))?.[0].split(" ") ?? [];
const optionsOf = (line: string): string[] => line.match(/(?<= )--[a-z-]+/g) ?? [];

describe("the documented command lines of the tool", () => {
  const lines = pages.flatMap((page) => commandLines(page).map((line) => [page, line] as const));

  it("are found in the runbook, in the alerts and elsewhere", () => {
    const found = new Set(lines.map(([page]) => page));
    const wanted = "docs/runbook.md docs/cli.md docs/going-live.md monitoring/policies/problems.json";
    for (const page of wanted.split(" ")) assert.ok(found.has(page), page);
  });

  for (const [page, line] of lines) {
    // Others stand for any command.
    if (!/^[a-z]/.test(line)) continue;
    it(`${page}: ${line}`, async () => {
      const [name = "", second] = commandOf(line);
      const groups = await run(name, "--help");
      assert.equal(groups.exitCode, 0, groups.err);
      // A word behind a group is a command of it; behind a command, an argument.
      const isGroup = /\n {2}help \[command\]/.test(groups.out);
      const path = isGroup && second !== undefined ? [name, second] : [name];
      const { exitCode, out, err } = await run(...path, "--help");
      assert.equal(exitCode, 0, err);
      assert.match(out, new RegExp(`^Usage: pointcheckout ${path.join(" ")} `));
      const whole = (await run("--help")).out;
      for (const option of optionsOf(line)) assert.ok((out + whole).includes(option), option);
    });
  }
});
