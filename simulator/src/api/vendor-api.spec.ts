import assert from "node:assert/strict";
import { pluck } from "../../../test/pluck.js";
import { CUSTOMER, describeWithSimulator, exactField, linkBody } from "../../test/support/with-simulator.js";

const RESULT_FIELDS = [
  "id displayId checkoutKey requestId orderId currency amount cashAmount status totalRefunded redirectUrl",
  "usedPaymentMethod customer billingAddress deliveryAddress subscriptionId firebaseDatabase firebaseCollection",
  "firebaseDocument timestamp branchId branchName",
].flatMap((line) => line.split(" "));

describeWithSimulator("merchant API", (bench) => {
  it("takes either family of credential headers and no other", async () => {
    const paymennt = { "X-Paymennt-Api-Key": "simulator-key", "X-Paymennt-Api-Secret": "simulator-secret" };
    assert.equal((await bench.api("GET", "checkout", undefined, paymennt)).status, 200);
    const mixed = { "X-Paymennt-Api-Key": "simulator-key", "X-PointCheckout-Api-Secret": "simulator-secret" };
    for (const headers of [{}, mixed, { ...paymennt, "X-Paymennt-Api-Secret": "wrong" }]) {
      const { status, json } = await bench.api("GET", "checkout", undefined, headers);
      assert.deepEqual([status, json.success, typeof json.error], [401, false, "string"]);
    }
  });

  it("answers a created link with every documented field", async () => {
    const { status, json } = await bench.api("POST", "checkout/link", linkBody({ customer: CUSTOMER }));
    assert.deepEqual([status, json.success], [200, true]);
    assert.ok(Number.isInteger(json.elapsed));
    const result = json.result ?? assert.fail("no result");
    assert.deepEqual(Object.keys(result).sort(), RESULT_FIELDS.toSorted());
    assert.match(String(result.id), /^\d{19}$/);
    assert.equal(result.status, "PENDING");
    assert.equal(result.redirectUrl, `${bench.simulator.url}/checkout/${result.checkoutKey}`);
    assert.equal(result.customer?.reference, CUSTOMER.id);
    assert.equal(result.firebaseDatabase, "pc-test-734bc");
    assert.match(String(result.timestamp), /\+00:00$/);
  });

  it("gives ids that grow and that a JavaScript number would falsify", async () => {
    const first = await bench.createLink({ requestId: "a" });
    const second = await bench.createLink({ requestId: "b" });
    assert.ok(BigInt(second.id ?? 0) > BigInt(first.id ?? 0));
    for (const { id } of [first, second]) assert.notEqual(BigInt(Number(id)).toString(), id);
  });

  it("writes amounts and branch ids digit for digit", async () => {
    const exact = '9007199254740.91,"branchId":1601731695315563241';
    const body = JSON.stringify(linkBody()).replace("125.5", exact);
    const { text } = await bench.api("POST", "checkout/link", body);
    assert.equal(exactField(text, "result", "amount"), "9007199254740.91");
    assert.equal(exactField(text, "result", "branchId"), "1601731695315563241");
  });

  it("refuses a request id for ever, also after cancellation", async () => {
    const { id } = await bench.createLink();
    assert.equal((await bench.api("POST", "checkout/link", linkBody({ amount: 1 }))).status, 400);
    assert.equal((await bench.api("POST", `checkout/${id}/cancel`)).status, 200);
    const { status, json } = await bench.api("POST", "checkout/link", linkBody());
    assert.equal(status, 400);
    assert.match(String(json.error), /ORD-1-r1/);
  });

  it("refuses a body that is no JSON, or breaks a rule, in a sentence", async () => {
    for (const body of ["not json", linkBody({ amount: 0 })]) {
      const { status, json } = await bench.api("POST", "checkout/link", body);
      assert.deepEqual([status, json.success], [400, false]);
      assert.match(String(json.error), /\.$/);
    }
  });

  it("reads back what it created, and knows no other id", async () => {
    const created = await bench.createLink();
    assert.deepEqual((await bench.api("GET", `checkout/${created.id}`)).json.result, created);
    assert.equal((await bench.api("GET", "checkout/1600000000000000001")).status, 400);
  });

  it("cancels what is open and nothing else", async () => {
    const { id } = await bench.createLink();
    const { json } = await bench.api("POST", `checkout/${id}/cancel`);
    assert.equal(json.result?.status, "CANCELLED");
    assert.equal((await bench.api("POST", `checkout/${id}/cancel`)).status, 400);
    const paid = await bench.paidLink({ requestId: "r2" });
    assert.equal((await bench.api("POST", `checkout/${paid.id}/cancel`)).status, 400);
    const authorized = await bench.createLink({ requestId: "r3" });
    await bench.act(authorized.id, "authorize");
    assert.equal((await bench.api("POST", `checkout/${authorized.id}/cancel`)).status, 200);
  });

  it("answers 501 to everything else", async () => {
    for (const [method, path] of [
      ["POST", "checkout/1/pay"],
      ["GET", "webhooks"],
      ["PUT", "checkout/link"],
    ] as const) {
      const { status, json } = await bench.api(method, path);
      assert.equal(status, 501, path);
      assert.match(String(json.error), /simulator/);
    }
  });

  it("logs each request with its ids and its answer", async () => {
    const { id } = await bench.createLink();
    await bench.api("GET", `checkout/${id}`);
    await bench.api("GET", "checkout?requestId=ORD-1-r1");
    await bench.api("POST", "checkout/link", linkBody(), {});
    await bench.createLink({ requestId: "ORD-2-r1", orderId: "ORD-2" });
    const { json } = await bench.control("GET", "requests?orderId=ORD-1");
    const seen = json.requests?.map(({ operation, status }) => `${operation} ${status}`).join(", ");
    assert.equal(seen, "create-link 200, get-checkout 200, search-checkouts 200, create-link 401");
    assert.deepEqual(pluck(json.requests, "requestId"), Array(4).fill("ORD-1-r1"));
    const reads = await bench.control("GET", `requests?operation=get-checkout&checkoutId=${id}`);
    assert.equal(reads.json.requests?.length, 1);
  });
});

describeWithSimulator("merchant API in title case", { spelling: "title" }, (bench) => {
  it("spells statuses and methods as the vendor's OpenAPI does", async () => {
    const { id } = await bench.paidLink();
    await bench.act(id, "refund", { amount: 0.5 });
    const { json, text } = await bench.api("GET", `checkout/${id}`);
    assert.equal(json.result?.status, "Partially refunded");
    assert.equal(json.result?.usedPaymentMethod, "Card");
    assert.equal(exactField(text, "result", "totalRefunded"), "0.50");
  });
});
