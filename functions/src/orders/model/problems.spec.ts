import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { decisionsOf, PROBLEM_CODES, PROBLEMS } from "./problems.js";

const api = readFileSync(new URL("../../../../docs/api.md", import.meta.url), "utf8");

describe("PROBLEMS", () => {
  it("is the list of docs/api.md, in its order", () => {
    const unwrapped = api.slice(api.indexOf("## Problems")).replaceAll(/\n {2}(?=\S)/g, " ");
    const items = unwrapped.match(/^- `.*$/gm);
    const expected = PROBLEM_CODES.map((code) => {
      const { meaning, remedy } = PROBLEMS[code];
      const decisions = decisionsOf(code).map((decision) => `\`${decision}\``);
      return `- \`${code}\`: ${meaning} ${remedy}${decisions.length > 0 ? ` (${decisions.join(", ")})` : ""}`;
    });
    assert.deepEqual(items, expected);
  });
});
