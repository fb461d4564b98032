import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { waitUntil } from "../../functions/test/support/wait-until.js";
import type { ReplyJson } from "../test/support/reply-json.js";
import { startSimulator } from "./simulator.js";

const CLI = fileURLToPath(new URL("./cli.ts", import.meta.url));

describe("command line", () => {
  const children: ReturnType<typeof run>[] = [];
  afterEach(() => {
    for (const child of children.splice(0)) child.kill("SIGKILL");
  });

  function run(...args: string[]) {
    const { FIRESTORE_EMULATOR_HOST: _unset, ...env } = process.env;
    const nodeArgs = ["--import", "tsx", CLI, ...args];
    return execa(process.execPath, nodeArgs, { env, extendEnv: false, reject: false });
  }

  /** Its address, and what it has said, once it is ready. */
  async function start(...args: string[]) {
    const child = run(...args);
    children.push(child);
    let output = "";
    child.stdout.on("data", (chunk) => {
      output += chunk;
    });
    const url = await waitUntil("the simulator", async () => /^Simulator ready at (\S+)$/m.exec(output)?.[1]);
    const endsOn = async (signal: "SIGINT" | "SIGTERM") => {
      child.kill(signal);
      const { exitCode, isTerminated } = await child;
      assert.deepEqual([exitCode, isTerminated], [0, false]);
    };
    return { url, output, endsOn };
  }

  it("says when it is ready and where its notifications stay, and ends cleanly on SIGINT", async () => {
    const { url, output, endsOn } = await start("--port", "0", "--api-key", "k", "--api-secret", "s");
    assert.match(output, /FIRESTORE_EMULATOR_HOST is not set/);
    const headers = { "X-PointCheckout-Api-Key": "k", "X-PointCheckout-Api-Secret": "s" };
    assert.equal((await fetch(`${url}/mer/v2.0/checkout`, { headers })).status, 200);
    await endsOn("SIGINT");
  });

  it("says in one line that its port is taken", async () => {
    const other = await startSimulator();
    try {
      const { exitCode, stdout, stderr } = await run("--port", String(other.port));
      assert.deepEqual([exitCode, stdout], [1, ""]);
      assert.match(stderr, new RegExp(`^Simulator cannot start: port ${other.port} is in use\\..*$`));
    } finally {
      await other.close();
    }
  });

  it("registers the webhook endpoint that it is given, and ends cleanly on SIGTERM", async () => {
    const secret = "whsec_c2ltdWxhdG9yLXdlYmhvb2stc2lnbmluZy1zZWNyZXQ=";
    const webhook = ["--webhook-url", "http://localhost:9/", "--webhook-secret", secret];
    const { url, output, endsOn } = await start("--port", "0", ...webhook);
    assert.match(output, /^Webhooks are sent to http:\/\/localhost:9\/$/m);
    const { webhooks } = (await (await fetch(`${url}/simulator/webhooks`)).json()) as ReplyJson;
    assert.equal(webhooks?.[0]?.secret, secret);
    await endsOn("SIGTERM");
  });

  it("refuses a port that is none", async () => {
    const { exitCode, stderr } = await run("--port", "http");
    assert.equal(exitCode, 1);
    assert.match(stderr, /0 to 65535/);
  });
});
