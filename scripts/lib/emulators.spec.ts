import assert from "node:assert/strict";
import { join } from "node:path";
import { parametersFile } from "./emulators.js";
import { functionsDir, root } from "./paths.mjs";

describe("parametersFile", () => {
  const watching = (dir: string) => `i  functions: Watching "${dir}" for Cloud Functions...\n`;
  const question = "? Enter a string value for SHOP_REGION:";

  it("is that of the codebase which lacks the parameter", () => {
    const output = `${watching(functionsDir)}${watching(join(root, "shop"))}${question}`;
    assert.equal(parametersFile(output, "demo-pointcheckout"), join("shop", ".env.demo-pointcheckout"));
  });

  it("is the demonstration's for the functions of every suite", () => {
    const demo = join("functions", ".env.demo-pointcheckout");
    for (const project of ["demo-pointcheckout", "demo-pointcheckout-test"])
      assert.equal(parametersFile(`${watching(functionsDir)}${question}`, project), demo);
  });
});
