import assert from "node:assert/strict";
import { pluck } from "../../../test/pluck.js";
import { describeWithSimulator, exactField } from "../../test/support/with-simulator.js";

const refundPath = (id: string, query: Record<string, string>) =>
  `checkout/${id}/refund?${new URLSearchParams({ currency: "AED", note: "broken", ...query }).toString()}`;

describeWithSimulator("merchant API: refund, capture, payment and branches", (bench) => {
  const truth = async (id: string) => (await bench.control("GET", `checkouts/${id}`)).json;
  const refund = (id: string, query: Record<string, string>) => bench.api("POST", refundPath(id, query));
  const requests = async (operation: string, checkoutId: string) =>
    (await bench.control("GET", `requests?operation=${operation}&checkoutId=${checkoutId}`)).json.requests;

  it("refunds in parts and up to what was paid, and notifies of each", async () => {
    const { id } = await bench.paidLink();
    const part = await refund(id, { amount: "25.50", referenceId: "a" });
    assert.equal(part.json.result?.status, "PARTIALLY_REFUNDED");
    assert.equal(exactField(part.text, "result", "totalRefunded"), "25.50");
    const tooMuch = await refund(id, { amount: "100.01" });
    assert.equal(tooMuch.status, 400);
    assert.match(String(tooMuch.json.error), /more than is left/);
    await refund(id, { amount: "100" });
    assert.equal((await truth(id)).status, "REFUNDED");
    const notifications = await bench.notifications(`checkoutId=${id}&channel=firestore`);
    assert.equal(notifications.filter(({ cause }) => cause === "refund").length, 2);
  });

  it("refuses in a sentence what is not money, in another currency, or finer than the currency", async () => {
    const { id } = await bench.createLink();
    assert.equal((await refund(id, { amount: "1" })).status, 400);
    await bench.act(id, "pay");
    const amounts = ["1.005", "0", "-1", "x", ""].map((amount) => ({ amount }));
    for (const wrong of [{ amount: "1", currency: "USD" }, { amount: "1", note: "" }, ...amounts]) {
      const { status, json } = await refund(id, wrong);
      assert.equal(status, 400, JSON.stringify(wrong));
      assert.match(String(json.error), /\.$/);
    }
    assert.equal((await truth(id)).totalRefundedMinor, 0);
  });

  it("does a refund again under the same reference", async () => {
    const { id } = await bench.paidLink();
    for (const _time of [1, 2]) await refund(id, { amount: "10", referenceId: "a" });
    assert.equal((await truth(id)).totalRefundedMinor, 2000);
  });

  it("refuses a refund later than 90 days after the payment", async () => {
    const { id } = await bench.paidLink();
    bench.clock.advance(89 * 86_400_000);
    assert.equal((await refund(id, { amount: "1" })).status, 200);
    bench.clock.advance(86_400_000 + 60_000);
    const { status, json } = await refund(id, { amount: "1" });
    assert.deepEqual([status, (await truth(id)).totalRefundedMinor], [400, 100]);
    assert.match(String(json.error), /90 days/);
  });

  it("refuses a refund beyond the balance, which each refund lowers", async () => {
    const { id } = await bench.paidLink();
    await bench.control("POST", "settings", { balance: "2.5" });
    const statuses = [];
    for (const amount of ["1.50", "1.01", "1.00", "0.01"])
      statuses.push((await refund(id, { amount })).status);
    assert.deepEqual(statuses, [200, 400, 200, 400]);
    const { json } = await refund(id, { amount: "1" });
    assert.match(String(json.error), /balance/);
    await bench.control("POST", "settings", { balance: null });
    assert.equal((await refund(id, { amount: "1" })).status, 200);
  });

  it("lets a refund go wrong after it was done", async () => {
    const { id } = await bench.paidLink();
    await bench.arm({ operation: "refund-checkout", kind: "reset-after" });
    await assert.rejects(refund(id, { amount: "10" }));
    assert.equal((await truth(id)).totalRefundedMinor, 1000);
    assert.deepEqual(pluck(await requests("refund-checkout", id), "status"), ["reset"]);
  });

  it("captures an authorized payment once, by the id that the overview shows", async () => {
    const { id } = await bench.createLink();
    assert.equal((await truth(id)).paymentReference, null);
    await bench.act(id, "authorize");
    const paymentId = String((await truth(id)).paymentReference);
    assert.ok((await bench.page("/")).text.includes(`<td class="payment">${paymentId}</td>`));
    const before = await bench.api("GET", `payment/${paymentId}`);
    assert.equal(before.json.result?.status, "AUTHORIZED");
    for (const [field, value] of Object.entries({ id, orderId: "ORD-1", requestId: "ORD-1-r1" }))
      assert.equal(exactField(before.text, "result", "checkoutDetails", field), value);
    assert.equal(exactField(before.text, "result", "amount"), "125.50");
    assert.equal((await bench.api("POST", `payment/${paymentId}/capture`)).json.result?.status, "CAPTURED");
    const again = await bench.api("POST", `payment/${paymentId}/capture`);
    assert.deepEqual([again.status, (await truth(id)).status], [400, "PAID"]);
    assert.equal((await bench.api("GET", "payment/1")).status, 400);
    assert.equal((await requests("capture-payment", id))?.length, 2);
  });

  it("lists the branches that it knows", async () => {
    const { text } = await bench.api("GET", "branches");
    const id = exactField(text, "result", "0", "id");
    const one = await bench.api("GET", `branches/${id}`);
    assert.equal(exactField(one.text, "result", "name"), "Main branch");
    assert.equal((await bench.api("GET", "branches/1")).status, 400);
    assert.match(text, new RegExp(`"id":"${id}".*"currency":"AED","description":".*","enabled":true`));
  });

  it("gives branches in pages, and as an array of envelopes when set so", async () => {
    for (const branchId of [11, 12]) await bench.createLink({ requestId: `r${branchId}`, branchId });
    const list = async (query: string) => (await bench.api("GET", `branches?${query}`)).text;
    assert.equal(exactField(await list("page=1&size=2"), "result", "0", "id"), "12");
    assert.equal(exactField(await list("page=2&size=2"), "result", "length"), "0");
    await bench.control("POST", "settings", { branches: "envelopes" });
    const text = await list("");
    assert.equal(exactField(text, "length"), "3");
    assert.equal(exactField(text, "2", "success"), "true");
    assert.equal(exactField(text, "2", "result", "id"), "12");
  });
});

describeWithSimulator("merchant API that knows a refund's reference", { dedupeRefunds: true }, (bench) => {
  it("does a refund once under one reference", async () => {
    const { id } = await bench.paidLink();
    const path = refundPath(id, { amount: "10", referenceId: "a" });
    const answers = [await bench.api("POST", path), await bench.api("POST", path)];
    assert.deepEqual(pluck(answers, "status"), [200, 200]);
    assert.equal(exactField(answers[1]?.text ?? "", "result", "totalRefunded"), "10.00");
  });
});
