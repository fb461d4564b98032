import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pWaitFor from "p-wait-for";
import { startChild } from "./child.js";
import { type CleanUp, createCleanUp } from "./clean-up.js";
import { requireFreePorts } from "./ports.js";

describe("startChild", () => {
  let dir: string;
  let cleanUp: CleanUp;
  beforeEach(() => {
    cleanUp = createCleanUp();
    dir = mkdtempSync(join(tmpdir(), "child-"));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  const start = (script: string, stopMs?: number) => {
    const logFile = join(dir, "example.log");
    const args = ["-e", script];
    const program = { name: "example", args, cwd: dir, env: process.env, logFile, ready: /ready/ };
    return startChild({ ...program, ...(stopMs && { stopMs }) }, cleanUp);
  };

  it("says how a child ended that was never ready", async () => {
    await assert.rejects(start("process.exit(3)"), /the example did not start: it ended \(exit code 3\)/);
  });

  it("asks first", async () => {
    const child = await start(
      'process.on("SIGINT", () => process.exit(7)); console.log("ready"); setInterval(() => {}, 1000)',
    );
    await cleanUp.stop();
    assert.equal(await child.exited, "exit code 7");
  });

  it("kills one that does not listen, with what it has started", async () => {
    const grandchild =
      'const s = require("node:net").createServer().listen(0, "127.0.0.1", () => console.log("ready", s.address().port))';
    const child = await start(
      `
      process.on("SIGINT", () => {});
      // It would end by itself, in between, when what it has started is killed.
      setInterval(() => {}, 1000);
      require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(grandchild)}], { stdio: "inherit" });
    `,
      200,
    );
    const port = Number(child.tail().split(" ")[1]);
    await cleanUp.stop();
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
