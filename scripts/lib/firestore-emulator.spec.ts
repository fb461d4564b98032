import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { manifestJar } from "./firestore-emulator.js";

describe("manifestJar", () => {
  it("continues long lines with a blank: no line is longer than 72 bytes with its line break", () => {
    const value = `file:///${"a".repeat(200)}/emulator.jar`;
    const files = unzipSync(manifestJar({ "Class-Path": value }));
    const lines = new TextDecoder().decode(files["META-INF/MANIFEST.MF"]).split("\r\n");
    assert.ok(lines.every((line) => line.length <= 70));
    assert.equal(lines.slice(1).join("").replaceAll(" ", ""), `Class-Path:${value}`);
  });

  it("is a jar whose main class Java looks for", () => {
    const dir = mkdtempSync(join(tmpdir(), "jar-"));
    try {
      const jar = join(dir, "wrapper.jar");
      writeFileSync(jar, manifestJar({ "Main-Class": "no.such.MainClass" }));
      const { stderr } = spawnSync("java", ["-jar", jar], { encoding: "utf8" });
      assert.match(stderr, /ClassNotFoundException: no\.such\.MainClass/);
    } finally {
      rmSync(dir, { recursive: true });
    }
  });
});
