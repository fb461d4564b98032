import assert from "node:assert/strict";
import * as entrypoints from "./entrypoints.js";

describe("entrypoints", () => {
  for (const [name, { __endpoint }] of Object.entries(entrypoints)) {
    it(`${name} asks for a processor that Cloud Run can give`, () => {
      const { cpu = 1 } = Object(__endpoint) as { cpu?: number };
      assert.ok(cpu >= 0.08 && cpu <= 1);
      assert.equal(cpu, Number(cpu.toFixed(2)), "in steps of a hundredth");
    });
  }
});
