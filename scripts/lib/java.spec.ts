import assert from "node:assert/strict";
import { parseJavaMajor } from "./java.js";

describe("parseJavaMajor", () => {
  const cases: [string, number | undefined][] = [
    ['openjdk version "17.0.15" 2025-04-15\nOpenJDK Runtime Environment', 17],
    ['openjdk version "21" 2023-09-19', 21],
    ['java version "1.8.0_402"', 8],
    ['Picked up JAVA_TOOL_OPTIONS: -Xshare:auto\nopenjdk version "11.0.2"', 11],
    ["The operation couldn't be completed. Unable to locate a Java Runtime.", undefined],
  ];
  for (const [output, major] of cases) {
    it(`finds ${major} in ${JSON.stringify(output.split("\n")[0])}`, () => {
      assert.equal(parseJavaMajor(output), major);
    });
  }
});
