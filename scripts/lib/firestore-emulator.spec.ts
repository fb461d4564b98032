import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { strFromU8, unzipSync } from "fflate";
import { writeWrapper } from "./firestore-emulator.js";

describe("the jar around that of the Google Cloud SDK", () => {
  it("has Java look for the emulator's main class, and leads to it", () => {
    const dir = mkdtempSync(join(tmpdir(), "jar-"));
    try {
      const sdkJar = join(dir, "sdk.jar");
      writeFileSync(sdkJar, "");
      const jar = writeWrapper(sdkJar, dir);
      const { "META-INF/MANIFEST.MF": manifest } = unzipSync(readFileSync(jar));
      const [, link = ""] = /^Class-Path: (.+)$/m.exec(strFromU8(manifest ?? new Uint8Array())) ?? [];
      assert.equal(realpathSync(join(dir, link)), realpathSync(sdkJar));
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
