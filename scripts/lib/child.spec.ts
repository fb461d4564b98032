import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pWaitFor from "p-wait-for";
import { startChild } from "./child.js";
import { requireFreePorts } from "./ports.js";

describe("startChild", () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), "child-"));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  const start = (script: string) =>
    startChild({
      name: "example",
      args: ["-e", script],
      cwd: dir,
      env: process.env,
      logFile: join(dir, "example.log"),
    });

  it("says how a child ended that was never ready", async () => {
    const child = start("process.exit(3)");
    await assert.rejects(
      child.waitForOutput(/ready/, 5_000),
      /the example did not start: it ended \(exit code 3\)/,
    );
  });

  it("asks first", async () => {
    const child = start(
      'process.on("SIGINT", () => process.exit(7)); console.log("ready"); setInterval(() => {}, 1000)',
    );
    await child.waitForOutput(/ready/, 5_000);
    await child.stop();
    assert.equal(await child.exited, "exit code 7");
  });

  it("kills one that does not listen, with what it has started", async () => {
    const grandchild =
      'const s = require("node:net").createServer().listen(0, "127.0.0.1", () => console.log(String(s.address().port)))';
    const child = start(`
      process.on("SIGINT", () => {});
      // It would end by itself, in between, when what it has started is killed.
      setInterval(() => {}, 1000);
      require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(grandchild)}], { stdio: "inherit" });
    `);
    const port = Number(await child.waitForOutput(/^\d+$/m, 5_000));
    await child.stop({ timeoutMs: 200 });
    assert.equal(await child.exited, "signal SIGKILL");
    await pWaitFor(
      () =>
        requireFreePorts({ grandchild: port }).then(
          () => true,
          () => false,
        ),
      { timeout: 5_000 },
    );
  });
});
