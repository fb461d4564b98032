import assert from "node:assert/strict";
import { z } from "zod";
import { restoreEnvironment } from "../../../test/restore-environment.js";
import { send } from "./http.js";
import { answer, localVendor, startLocalVendor, succeed } from "./local-vendor.spec.js";
import { call, credentials, failureOf, sendTo } from "./sending.spec.js";

describe("send", () => {
  restoreEnvironment();
  const vendor = localVendor(succeed('{"id":"1"}'));

  it("sends the body's text untouched, as JSON", async () => {
    assert.deepEqual(await sendTo(vendor.url), { id: "1" });
    const [received] = vendor.received;
    assert.equal(received?.method, "POST");
    assert.equal(received?.path, "/mer/v2.0/checkout/link");
    assert.equal(received?.body, call.body);
    assert.equal(received?.headers["content-type"], "application/json");
    assert.equal(received?.headers.accept, "application/json");
  });

  it("sends a POST without a body as such", async () => {
    const { body: _, ...bodiless } = call;
    await send({ apiUrl: vendor.url, ...credentials }, bodiless);
    const [received] = vendor.received;
    assert.equal(received?.body, "");
    assert.equal(received?.headers["content-length"], "0");
    assert.equal(received?.headers["content-type"], undefined);
  });

  for (const headerPrefix of ["X-PointCheckout", "X-Paymennt"]) {
    it(`sends the credentials in ${headerPrefix}-*`, async () => {
      await sendTo(vendor.url, {}, { headerPrefix });
      const headers = vendor.received[0]?.headers;
      assert.equal(headers?.[`${headerPrefix.toLowerCase()}-api-key`], credentials.apiKey);
      assert.equal(headers?.[`${headerPrefix.toLowerCase()}-api-secret`], credentials.apiSecret);
    });
  }

  for (const base of ["http://host/mer/v2.0", "http://host/mer/v2.0/"]) {
    it(`appends the path to ${base}`, async () => {
      const query = new URLSearchParams({ afterTimestamp: "2026-03-01 12:00:00", requestId: "a&b=c" });
      await sendTo(base.replace("http://host", new URL(vendor.url).origin), { query });
      const sent = "afterTimestamp=2026-03-01+12%3A00%3A00&requestId=a%26b%3Dc";
      assert.equal(vendor.received[0]?.path, `/mer/v2.0/checkout/link?${sent}`);
    });
  }

  it("opens a connection for every POST, while reads share one", async () => {
    const endpoint = { apiUrl: vendor.url, ...credentials };
    await send(endpoint, call);
    await send(endpoint, call);
    assert.equal(vendor.connections(), 2);
    const { body: _, ...read } = { ...call, method: "GET" as const };
    await send(endpoint, read);
    await send(endpoint, read);
    assert.equal(vendor.connections(), 3);
  });

  it("takes an answer without a result as null", async () => {
    for (const body of ['{"success":true}', '{"success":true,"result":null,"elapsed":1,"error":null}']) {
      vendor.replies = [answer(200, body)];
      assert.equal(await sendTo(vendor.url, { result: z.null() }), null);
    }
  });

  it("ignores proxies named in the environment", async () => {
    const proxy = await startLocalVendor(succeed('{"id":"from the proxy"}'));
    const { url } = proxy;
    Object.assign(process.env, { http_proxy: url, HTTP_PROXY: url, no_proxy: "", NO_PROXY: "" });
    assert.deepEqual(await sendTo(vendor.url), { id: "1" });
    assert.equal(proxy.received.length, 0);
    await proxy.stop();
  });

  it("does not follow redirects, and does not take them for an answer", async () => {
    const elsewhere = await startLocalVendor(succeed('{"id":"elsewhere"}'));
    for (const status of [301, 302, 303, 307, 308]) {
      vendor.replies = [answer(status, "", { Location: elsewhere.url })];
      const error = await failureOf(sendTo(vendor.url));
      assert.equal(error.kind, "unreadable");
      assert.equal(error.ambiguous, true);
    }
    assert.equal(elsewhere.received.length, 0);
    await elsewhere.stop();
  });

  for (const [what, wrong] of [
    ["an empty key", { apiKey: "" }],
    ["a secret with a line break", { apiSecret: "secret-4712\n" }],
    ["a secret with a foreign letter", { apiSecret: "sécret" }],
  ] as const) {
    it(`treats ${what} as unauthorized, without a request`, async () => {
      const error = await failureOf(sendTo(vendor.url, {}, wrong));
      assert.equal(error.kind, "unauthorized");
      assert.equal(error.sent, false);
      assert.doesNotMatch(error.message, /4712|sécret/);
      assert.equal(vendor.received.length, 0);
    });
  }
});
