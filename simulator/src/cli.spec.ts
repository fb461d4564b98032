import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { ReplyJson } from "../test/support/reply-json.js";
import { startSimulator } from "./simulator.js";

const CLI = fileURLToPath(new URL("./cli.ts", import.meta.url));

interface Run {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly errors: () => string;
}

describe("command line", () => {
  const children: ChildProcess[] = [];
  afterEach(() => {
    for (const child of children.splice(0)) child.kill("SIGKILL");
  });

  function run(...args: string[]): Run {
    const { FIRESTORE_EMULATOR_HOST: _unset, ...env } = process.env;
    const child = spawn(process.execPath, ["--import", "tsx", CLI, ...args], { env });
    children.push(child);
    let [output, errors] = ["", ""];
    child.stdout.on("data", (chunk) => {
      output += chunk;
    });
    child.stderr.on("data", (chunk) => {
      errors += chunk;
    });
    return { child, output: () => output, errors: () => errors };
  }

  async function readyUrl({ child, output }: Run): Promise<string> {
    for (;;) {
      const url = /^Simulator ready at (\S+)$/m.exec(output())?.[1];
      if (url !== undefined) return url;
      if (child.exitCode !== null) throw new Error(`ended before it was ready: ${output()}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async function endsOn(signal: "SIGINT" | "SIGTERM", { child }: Run): Promise<void> {
    const exit = once(child, "exit");
    child.kill(signal);
    assert.deepEqual(await exit, [0, null]);
  }

  it("says when it is ready and where its notifications stay, and ends cleanly on SIGINT", async () => {
    const started = run("--port", "0", "--api-key", "k", "--api-secret", "s");
    const url = await readyUrl(started);
    assert.match(started.output(), /FIRESTORE_EMULATOR_HOST is not set/);
    const headers = { "X-PointCheckout-Api-Key": "k", "X-PointCheckout-Api-Secret": "s" };
    assert.equal((await fetch(`${url}/mer/v2.0/checkout`, { headers })).status, 200);
    await endsOn("SIGINT", started);
  });

  it("says in one line that its port is taken", async () => {
    const other = await startSimulator();
    try {
      const refused = run("--port", String(other.port));
      assert.deepEqual(await once(refused.child, "exit"), [1, null]);
      assert.equal(refused.output(), "");
      assert.match(
        refused.errors(),
        new RegExp(`^Simulator cannot start: port ${other.port} is in use\\..*\\n$`),
      );
    } finally {
      await other.close();
    }
  });

  it("registers the webhook endpoint that it is given, and ends cleanly on SIGTERM", async () => {
    const secret = "whsec_c2ltdWxhdG9yLXdlYmhvb2stc2lnbmluZy1zZWNyZXQ=";
    const started = run("--port", "0", "--webhook-url", "http://localhost:9/", "--webhook-secret", secret);
    const url = await readyUrl(started);
    assert.match(started.output(), /^Webhooks are sent to http:\/\/localhost:9\/$/m);
    const { webhooks } = (await (await fetch(`${url}/simulator/webhooks`)).json()) as ReplyJson;
    assert.equal(webhooks?.[0]?.secret, secret);
    await endsOn("SIGTERM", started);
  });

  it("refuses a port that is none", async () => {
    const refused = run("--port", "http");
    assert.deepEqual(await once(refused.child, "exit"), [1, null]);
    assert.match(refused.errors(), /0 to 65535/);
  });
});
