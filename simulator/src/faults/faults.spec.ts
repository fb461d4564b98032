import assert from "node:assert/strict";
import { pluck } from "../../../test/pluck.js";
import {
  assertRefused,
  describeWithSimulator,
  eventually,
  exactField,
  linkBody,
} from "../../test/support/with-simulator.js";

/** That the connection is cut instead of an answer. */
const assertCut = (reply: Promise<unknown>) =>
  assert.rejects(reply, ({ cause }: Error) => Object(cause).code === "ECONNRESET");

describeWithSimulator("faults", (bench) => {
  const create = () => bench.api("POST", "checkout/link", linkBody());

  it("latency delays the answer of what was done at once", async () => {
    await bench.arm({ kind: "latency", operation: "create-link", ms: 400 });
    const startedAt = performance.now();
    let isAnswered = false;
    const creating = create().then((reply) => {
      isAnswered = true;
      return reply;
    });
    await eventually("the link", () => bench.simulator.state.checkouts.list().length || undefined);
    assert.equal(isAnswered, false);
    assert.equal((await creating).status, 200);
    assert.ok(performance.now() - startedAt >= 395);
  });

  it("latency before delays the doing as well", async () => {
    await bench.arm({ kind: "latency", operation: "create-link", ms: 100, when: "before" });
    const creating = create();
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.equal(bench.simulator.state.checkouts.list().length, 0);
    assert.equal((await creating).status, 200);
  });

  it("status answers without doing anything", async () => {
    await bench.arm({ kind: "status", operation: "create-link", status: 503, retryAfter: 7 });
    const refused = await create();
    assert.deepEqual([refused.status, refused.headers.get("retry-after")], [503, "7"]);
    assert.equal(refused.json.success, false);
    assert.equal(bench.simulator.state.checkouts.list().length, 0);
    assert.equal((await create()).status, 200);
  });

  it("status answers in HTML or with an empty body when ordered", async () => {
    await bench.arm({ kind: "status", operation: "*", status: 502, body: "html" });
    await bench.arm({ kind: "status", operation: "*", status: 429, body: "empty" });
    assert.match((await create()).text, /^<!doctype html>/);
    assert.equal((await create()).text, "");
  });

  it("status-after answers so although it was done", async () => {
    await bench.arm({ kind: "status-after", operation: "create-link", status: 504 });
    assert.equal((await create()).status, 504);
    assert.equal(bench.simulator.state.checkouts.list().length, 1);
  });

  it("reset-before cuts the connection, nothing done", async () => {
    await bench.arm({ kind: "reset-before", operation: "create-link" });
    await assertCut(create());
    assert.equal(bench.simulator.state.checkouts.list().length, 0);
  });

  it("reset-after cuts the connection when the work is done, and the log has the request", async () => {
    await bench.arm({ kind: "reset-after", operation: "create-link", match: { orderId: "ORD-1" } });
    await assertCut(create());
    assert.equal(bench.simulator.state.checkouts.list().length, 1);
    const { json } = await bench.control("GET", "requests?orderId=ORD-1");
    const [entry] = json.requests ?? [];
    assert.deepEqual([entry?.status, entry?.fault, entry?.requestId], ["reset", "reset-after", "ORD-1-r1"]);
  });

  it("body makes a good answer unreadable", async () => {
    const { id } = await bench.createLink();
    await bench.arm({ kind: "body", operation: "get-checkout", body: "truncated" });
    await bench.arm({ kind: "body", operation: "get-checkout", body: "html" });
    for (const expected of [/^\{"success":true/, /^<!doctype html>/]) {
      const { status, text } = await bench.api("GET", `checkout/${id}`);
      assert.equal(status, 200);
      assert.match(text, expected);
      assert.throws(() => JSON.parse(text));
    }
  });

  it("answer replaces fields digit for digit, and nulls them", async () => {
    const { id } = await bench.createLink();
    const set = { status: "SOMETHING_NEW", redirectUrl: null };
    await bench.arm({ kind: "answer", operation: "get-checkout", set });
    const { json } = await bench.api("GET", `checkout/${id}`);
    assert.equal(json.result?.status, "SOMETHING_NEW");
    assert.equal(json.result?.redirectUrl, null);
    // Written by hand: JSON.stringify would have rounded the id and rewritten the exponent.
    const order = '{"kind":"answer","operation":"*","set":{"id":1790000000000000001,"amount":1.0E7}}';
    assert.equal((await bench.control("POST", "faults", order)).status, 201);
    const { text } = await bench.api("GET", `checkout/${id}`);
    assert.match(text, /"id":1790000000000000001,/);
    assert.equal(exactField(text, "result", "amount"), "1.0E7");
  });

  it("unknown-status writes a status that nobody knows, in a read and in a page", async () => {
    const { id } = await bench.createLink();
    await bench.arm({ kind: "unknown-status", operation: "get-checkout" });
    await bench.arm({ kind: "unknown-status", operation: "search-checkouts", status: "HELD" });
    assert.equal((await bench.api("GET", `checkout/${id}`)).json.result?.status, "SOMETHING_NEW");
    assert.equal((await bench.api("GET", "checkout")).json.result?.content[0]?.status, "HELD");
    assert.equal((await bench.api("GET", `checkout/${id}`)).json.result?.status, "PENDING");
  });

  it("changed-amount doubles, adds minor units, or answers the given amount, to the last digit", async () => {
    const { id } = await bench.createLink({ currency: "KWD", amount: 125.505 });
    const order = (fields: string) => `{"kind":"changed-amount","operation":"get-checkout"${fields}}`;
    for (const [fields, amount] of [
      ["", "251.010"],
      [',"by":1', "125.506"],
      [',"by":-125505', "0.000"],
      [',"by":9007199254740993', "9007199254866.498"],
      [',"amount":1.0E7', "1.0E7"],
    ] as const) {
      assert.equal((await bench.control("POST", "faults", order(fields))).status, 201, fields);
      const { text } = await bench.api("GET", `checkout/${id}`);
      assert.equal(exactField(text, "result", "amount"), amount);
    }
    const { text } = await bench.api("GET", `checkout/${id}`);
    assert.equal(exactField(text, "result", "amount"), "125.505");
  });

  it("changed-amount changes every checkout of a page by its own amount", async () => {
    await bench.createLink({ requestId: "a", amount: 1 });
    await bench.createLink({ requestId: "b", amount: 700, currency: "JPY" });
    await bench.arm({ kind: "changed-amount", operation: "search-checkouts" });
    const { json } = await bench.api("GET", "checkout");
    assert.deepEqual(pluck(json.result?.content, "amount"), [1400, 2]);
    assert.equal(json.result?.totalElements, 2);
  });

  it("absent-fields leaves fields out of a read, of a page's checkouts, and of the page", async () => {
    const { id } = await bench.createLink();
    const fields = ["status", "amount", "totalElements"];
    await bench.arm({ kind: "absent-fields", operation: "*", fields, times: 2 });
    const read = (await bench.api("GET", `checkout/${id}`)).json.result ?? {};
    assert.deepEqual([Object.hasOwn(read, "status"), Object.hasOwn(read, "cashAmount")], [false, true]);
    const page = (await bench.api("GET", "checkout")).json.result;
    assert.deepEqual(Object.keys(page ?? {}).sort(), ["content", "page", "size", "totalPages"]);
    const [checkout] = page?.content ?? [];
    assert.deepEqual([checkout?.id, checkout?.status, checkout?.amount], [id, undefined, undefined]);
  });

  it("leave a refusal as it is when they would alter a good answer", async () => {
    await bench.arm({ kind: "absent-fields", operation: "*", fields: ["error"] });
    const { status, json } = await bench.api("GET", "checkout/1600000000000000001");
    assert.deepEqual([status, json.success, typeof json.error], [400, false, "string"]);
  });

  it("search-lag hides what is too new from the search alone", async () => {
    const { id } = await bench.createLink();
    await bench.arm({ kind: "search-lag", operation: "*", ms: 60_000, times: null });
    assert.equal((await bench.api("GET", "checkout?requestId=ORD-1-r1")).json.result?.totalElements, 0);
    assert.equal((await bench.api("GET", `checkout/${id}`)).status, 200);
    bench.clock.advance(60_000);
    assert.equal((await bench.api("GET", "checkout?requestId=ORD-1-r1")).json.result?.totalElements, 1);
  });

  it("accept-duplicates lets a request id be used again, once", async () => {
    await bench.createLink();
    await bench.arm({ kind: "accept-duplicates", operation: "create-link" });
    assert.equal((await create()).status, 200);
    assert.equal((await create()).status, 400);
    assert.equal(bench.simulator.state.checkouts.withRequestId("ORD-1-r1").length, 2);
  });

  it("stale-read shows what was true, to a read and to a search", async () => {
    const { id } = await bench.createLink();
    bench.clock.advance(10_000);
    await bench.act(id, "pay");
    bench.clock.advance(2_000);
    await bench.arm({ kind: "stale-read", operation: "*", ms: 5_000, times: 3 });
    assert.equal((await bench.api("GET", `checkout/${id}`)).json.result?.status, "PENDING");
    assert.equal((await bench.api("GET", "checkout?status=PAID")).json.result?.totalElements, 0);
    bench.clock.advance(5_000);
    assert.equal((await bench.api("GET", `checkout/${id}`)).json.result?.status, "PAID");
  });

  it("combine: a slow reset", async () => {
    await bench.arm({ kind: "reset-after", operation: "create-link" });
    await bench.arm({ kind: "latency", operation: "create-link", ms: 60 });
    const startedAt = performance.now();
    await assertCut(create());
    assert.ok(performance.now() - startedAt >= 55);
  });

  it("are listed while armed and can be taken back", async () => {
    const { id } = (await bench.arm({ kind: "reset-before", operation: "*", times: null })).json;
    assert.deepEqual(pluck((await bench.control("GET", "faults")).json.faults, "id"), [id]);
    assert.equal((await bench.control("DELETE", `faults/${id}`)).status, 200);
    assert.equal((await bench.control("DELETE", `faults/${id}`)).status, 404);
    await bench.arm({ kind: "reset-before", operation: "*" });
    await bench.control("DELETE", "faults");
    assert.equal((await create()).status, 200);
  });

  it("are refused when they could never happen, naming the field", async () => {
    await assertRefused(
      (body) => bench.control("POST", "faults", body),
      [
        [{ operation: "*", kind: "explode" }, "kind"],
        [{ operation: "refund", kind: "reset-before" }, "operation"],
        [{ operation: "create-link", kind: "stale-read", ms: 1 }, "operation"],
        [{ operation: "*", kind: "latency" }, "ms"],
        [{ operation: "*", kind: "status", status: 99 }, "status"],
        [{ operation: "*", kind: "reset-before", times: 0 }, "times"],
        [{ operation: "*", kind: "reset-before", match: { order: "x" } }, "match.order"],
        [{ operation: "*", kind: "reset-before", after: true }, "after"],
        [{ operation: "*", kind: "absent-fields", fields: [] }, "fields"],
        [{ operation: "*", kind: "changed-amount", by: 0 }, "by"],
        [{ operation: "*", kind: "changed-amount", by: 1.5 }, "by"],
        [{ operation: "*", kind: "changed-amount", by: "1" }, "by"],
        [{ operation: "*", kind: "changed-amount", by: 1, amount: 1 }, "by"],
        [{ operation: "*", kind: "unknown-status", status: 5 }, "status"],
      ],
    );
  });

  it("do not keep a closing simulator open", async () => {
    await bench.arm({ kind: "latency", operation: "create-link", ms: 60_000 });
    const creating = create().then(
      () => "answered",
      () => "cut",
    );
    await eventually("the request", () => bench.simulator.state.requestLog.list({}).length > 0);
    await bench.simulator.close();
    assert.equal(await creating, "cut");
  });
});
