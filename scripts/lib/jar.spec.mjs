import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { manifest, manifestJar } from "./jar.mjs";

describe("manifest", () => {
  it("continues long lines with a space, and no line is longer than 72 bytes with its line break", () => {
    const value = `file:///${"ä".repeat(100)}/emulator.jar`;
    const lines = manifest({ "Class-Path": value }).split("\r\n");
    assert.ok(lines.every((line) => Buffer.byteLength(line) <= 70));
    assert.equal(lines.slice(1).join("").replaceAll(" ", ""), `Class-Path:${value}`);
  });

  it("ends with an empty line, without which Java ignores the last attribute", () => {
    assert.ok(manifest({ "Main-Class": "a.B" }).endsWith("Main-Class: a.B\r\n\r\n"));
  });
});

describe("manifestJar", () => {
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
