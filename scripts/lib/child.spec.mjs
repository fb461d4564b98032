import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startChild } from "./child.mjs";
import { isFree } from "./ports.mjs";
import { waitUntil } from "./wait-until.mjs";

describe("startChild", () => {
  /** @type {string} */
  let dir;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), "child-"));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  /** @param {string} script */
  const start = (script) =>
    startChild({
      name: "example",
      args: ["-e", script],
      cwd: dir,
      env: process.env,
      logFile: join(dir, "example.log"),
    });

  it("gives the line it was waiting for, also one that came before", async () => {
    const child = start('console.log("booting"); console.log("ready at 1"); setInterval(() => {}, 1000)');
    assert.equal(await child.waitForLine(/^ready/, 5_000), "ready at 1");
    assert.equal(await child.waitForLine(/^booting/, 100), "booting");
    await child.stop();
  });

  it("says how a child ended that was never ready", async () => {
    const child = start("process.exit(3)");
    await assert.rejects(
      child.waitForLine(/ready/, 5_000),
      /example ended \(exit code 3\) before it was ready/,
    );
  });

  it("asks first", async () => {
    const child = start(
      'process.on("SIGINT", () => process.exit(7)); console.log("ready"); setInterval(() => {}, 1000)',
    );
    await child.waitForLine(/ready/, 5_000);
    await child.stop();
    assert.equal(await child.exited, "exit code 7");
  });

  it("kills one that does not listen, with what it has started", async () => {
    const grandchild =
      'const s = require("node:net").createServer().listen(0, "127.0.0.1", () => console.log(s.address().port))';
    const child = start(`
      process.on("SIGINT", () => {});
      require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(grandchild)}], { stdio: "inherit" });
    `);
    const port = Number(await child.waitForLine(/^\d+$/, 5_000));
    await child.stop({ timeoutMs: 200 });
    assert.equal(await child.exited, "signal SIGKILL");
    await waitUntil("the port to be free", async () => (await isFree(port)) || undefined, {
      timeoutMs: 5_000,
    });
  });
});
