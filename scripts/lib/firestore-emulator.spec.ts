import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeWrapper } from "./firestore-emulator.js";

describe("the jar around that of the Google Cloud SDK", () => {
  it("has Java look for the emulator's main class in it", () => {
    const dir = mkdtempSync(join(tmpdir(), "jar-"));
    try {
      const jar = writeWrapper(join(dir, "sdk.jar"), dir);
      const { stderr } = spawnSync("java", ["-jar", jar], { encoding: "utf8" });
      assert.match(
        stderr,
        /ClassNotFoundException: com\.google\.cloud\.datastore\.emulator\.firestore\.CloudFirestore/,
      );
    } finally {
      rmSync(dir, { recursive: true });
    }
  });
});
