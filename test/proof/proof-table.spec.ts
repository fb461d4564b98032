import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { recordProof } from "../record-proof.js";
import { restoreEnvironment } from "../restore-environment.js";
import { proofTable } from "./proof-table.js";

describe("what was proved", () => {
  restoreEnvironment();
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "proof-"));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  it("is added up by proof and unit, and printed in one table", () => {
    const file = join(directory, "proof");
    process.env.PROOF_FILE = file;
    recordProof("malformed inputs", 10_000, "inputs");
    recordProof("chaos", 3, "seeds");
    recordProof("malformed inputs", 1_234, "inputs");
    recordProof("chaos", 120, "orders");
    assert.deepEqual(proofTable(readFileSync(file, "utf8")), [
      { proof: "chaos", tried: "120 orders" },
      { proof: "chaos", tried: "3 seeds" },
      { proof: "malformed inputs", tried: "11,234 inputs" },
    ]);
  });
});
