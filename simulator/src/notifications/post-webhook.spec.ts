import assert from "node:assert/strict";
import { type LocalServer, startLocalServer } from "../../../test/local-server.js";
import { postWebhook } from "./post-webhook.js";

describe("postWebhook", () => {
  let server: LocalServer;
  afterEach(() => server.stop());

  async function serve(...given: Parameters<typeof startLocalServer>): Promise<string> {
    server = await startLocalServer(...given);
    return `http://127.0.0.1:${server.port}/`;
  }

  function post(url: string, { timeoutMs = 5_000, signal = new AbortController().signal } = {}) {
    return postWebhook({ url, headers: { "message-id": "msg_1" }, body: "{}", timeoutMs, signal });
  }

  it("gives the status of an answer, whatever its body", async () => {
    const url = await serve((_request, response) => {
      response.writeHead(418).end("x".repeat(1_000_000));
    });
    assert.deepEqual(await post(url), { status: 418 });
  });

  it("counts an answer that is cut off as none", async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200, { "content-length": "100" });
      response.write("half", () => response.socket?.resetAndDestroy());
    });
    const result = await post(url);
    assert.ok("error" in result && result.error !== "", JSON.stringify(result));
  });

  it("waits for the whole answer no longer than the timeout", async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200, { "content-length": "100" });
      response.write("half");
    });
    assert.deepEqual(await post(url, { timeoutMs: 100 }), { error: "no answer within 100 ms" });
  });

  it("says why nobody could be reached", async () => {
    const url = await serve(() => undefined);
    await server.stop();
    for (const address of [url, url.replace("127.0.0.1", "localhost")]) {
      const result = await post(address);
      assert.match("error" in result ? result.error : "", /ECONNREFUSED/, address);
    }
  });

  it("counts a server without TLS at an https address as unreachable", async () => {
    const url = await serve((_request, response) => void response.end());
    const result = await post(url.replace("http:", "https:"));
    assert.ok("error" in result && result.error !== "", JSON.stringify(result));
  });

  it("ends when it is cut off, also before it began", async () => {
    const cutOff = new AbortController();
    const url = await serve(() => cutOff.abort());
    for (const occasion of ["while it waits", "before it began"]) {
      const result = await post(url, { signal: cutOff.signal });
      assert.ok("error" in result, occasion);
    }
  });
});
