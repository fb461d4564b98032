import assert from "node:assert/strict";
import { inspect } from "node:util";

import { z } from "zod";
import { answer, breakOff, dribble, hangUp, localVendor, type Reply, reject } from "./local-vendor.spec.js";
import { failureOf, sendTo } from "./sending.spec.js";

const apiKey = "live-key-8d1f";
const apiSecret = "live-secret-77aa";
const endpoint = { headerPrefix: "X-Paymennt", apiKey, apiSecret };

/** Everything a log, a crash report or a curious program can make of an error. */
function everySightOf(error: Error): string {
  const seen = new Set<unknown>();
  const fields: string[] = [];
  const walk = (value: unknown) => {
    if (typeof value === "string") fields.push(value);
    if (typeof value !== "object" || value === null || seen.has(value)) return;
    seen.add(value);
    for (const key of Reflect.ownKeys(value)) {
      fields.push(String(key));
      walk(Reflect.get(value, key));
    }
  };
  walk(error);
  return [
    inspect(error, { depth: 10, showHidden: true, getters: true }),
    JSON.stringify(error),
    String(error),
    error.stack,
    ...fields,
  ].join("\n");
}

describe("the credentials", () => {
  const vendor = localVendor();

  const echo =
    (status: number, success: boolean): Reply =>
    (response, { headers }) => {
      const message = Object.entries(headers).flat().join(" ");
      response.writeHead(status);
      response.end(JSON.stringify({ success, error: message, result: { id: message } }));
    };
  const twice = `{"${apiSecret}":1,"${apiSecret}":2,"${apiKey}":3}`;
  const hidden = `live-\u0000key\u200b-8d1f ${"x".repeat(470)} ${apiSecret}`;
  const paths: [string, Reply, string][] = [
    ["a rejection that quotes them", echo(400, false), "rejected"],
    ["a refusal that quotes them", echo(401, false), "unauthorized"],
    ["a 404 that quotes them", echo(404, false), "not_found"],
    ["a breakdown that quotes them", echo(502, false), "unavailable"],
    ["a broken contract that quotes them", echo(200, true), "contract"],
    ["a rejection that hides them behind invisible characters", reject(hidden), "rejected"],
    ["a parser's complaint that quotes them", answer(200, twice), "unreadable"],
    ["an unreadable answer", answer(200, `<html>${apiKey} ${apiSecret}</html>`), "unreadable"],
    ["a broken-off answer", breakOff(200), "unreadable"],
    ["an oversized answer", answer(200, apiSecret.repeat(100_000)), "unreadable"],
    ["a hang-up", hangUp, "network"],
    ["a timeout", dribble, "timeout"],
  ];
  for (const [what, reply, kind] of paths) {
    it(`cannot be found in the error after ${what}`, async () => {
      vendor.replies = [reply];
      const result = z.object({ id: z.string().max(1) });
      const timeoutMs = kind === "timeout" ? 1500 : 20_000;
      const error = await failureOf(sendTo(vendor.url, { result, timeoutMs }, endpoint));
      assert.equal(error.kind, kind);
      // The request did carry them: else this spec would prove nothing.
      assert.equal(vendor.received[0]?.headers["x-paymennt-api-secret"], apiSecret);
      const sight = everySightOf(error);
      assert.match(sight, /POST checkout/);
      assert.ok(!sight.includes(apiKey) && !sight.includes(apiSecret), sight);
    });
  }

  it("cannot be found in the error after a refused connection", async () => {
    await vendor.stop();
    const error = await failureOf(sendTo(vendor.url, { body: `{"note":"${apiKey}"}` }, endpoint));
    assert.equal(error.kind, "network");
    const sight = everySightOf(error);
    assert.match(sight, /ECONNREFUSED/);
    assert.ok(!sight.includes(apiKey) && !sight.includes(apiSecret), sight);
  });
});
