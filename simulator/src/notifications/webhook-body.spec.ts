import assert from "node:assert/strict";
import { CUSTOMER, describeWithSimulator, exactField } from "../../test/support/with-simulator.js";

// Nobody listens there: what would be sent can be read all the same.
const webhookUrl = "http://127.0.0.1:9/";

describeWithSimulator("webhook body", { webhookUrl, spelling: "title" }, (bench) => {
  const bodies = async () => (await bench.notifications("channel=webhook")).map(({ body }) => body ?? "");

  it("is flat, in the vendor's names, and says nothing of the event", async () => {
    const link = await bench.createLink({ customer: CUSTOMER, branchId: 7 });
    await bench.act(link.id, "pay");
    const paid = await bench.control("GET", `checkouts/${link.id}`);
    const [, body = ""] = await bodies();
    const { paidOn, timestamp, statusUpdateTimestamp, customerId, ...rest } = JSON.parse(body);
    assert.deepEqual(rest, {
      id: link.id,
      displayId: link.displayId,
      status: "PAID",
      currency: "AED",
      grandtotal: 125.5,
      totalRefunded: 0,
      merchantId: "1702394857610293001",
      merchantName: "Simulated merchant",
      branchId: "7",
      branchName: null,
      customerFirstName: CUSTOMER.firstName,
      customerLastName: CUSTOMER.lastName,
      customerEmail: CUSTOMER.email,
      customerPhone: CUSTOMER.phone,
      customerReference: CUSTOMER.id,
      orderId: "ORD-1",
      subscriptionId: null,
      referenceId: paid.json.paymentReference,
      usedPaymentMethod: "CARD",
    });
    assert.match(customerId, /^\d{19}$/);
    assert.equal(timestamp, link.timestamp);
    assert.equal(paidOn, statusUpdateTimestamp);
    assert.match(paidOn, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00$/);
  });

  it("writes amounts with all their decimals and ids as texts of nineteen digits", async () => {
    const { id } = await bench.paidLink({ currency: "KWD", amount: 1_000_000.1 });
    await bench.act(id, "refund", { amount: "0.100" });
    const [, , body = ""] = await bodies();
    assert.equal(exactField(body, "grandtotal"), "1000000.100");
    assert.equal(exactField(body, "totalRefunded"), "0.100");
    assert.equal(JSON.parse(body).status, "PARTIALLY_REFUNDED");
    for (const field of ["id", "merchantId", "branchId", "referenceId"]) {
      assert.match(JSON.parse(body)[field], /^\d{19}$/, field);
    }
  });

  it("has null where there is nothing", async () => {
    await bench.createLink();
    const [body = ""] = await bodies();
    const fields = JSON.parse(body);
    const ofCustomer = "Id FirstName LastName Email Phone Reference"
      .split(" ")
      .map((part) => `customer${part}`);
    for (const field of [...ofCustomer, "referenceId", "paidOn", "usedPaymentMethod"])
      assert.equal(fields[field], null, field);
  });

  it("keeps one reference from the authorization to the refund, and one per checkout", async () => {
    const first = await bench.createLink({ requestId: "a" });
    const second = await bench.createLink({ requestId: "b" });
    for (const action of ["authorize", "capture", "refund"]) await bench.act(first.id, action);
    await bench.act(second.id, "pay");
    const references = (await bodies()).map((body) => JSON.parse(body).referenceId);
    const [, , captured, refunded, other] = references;
    assert.deepEqual(references.slice(0, 2), [null, null]);
    assert.match(captured, /^\d{19}$/);
    assert.equal(refunded, captured);
    assert.notEqual(other, captured);
    assert.ok(![first.id, second.id].includes(captured));
  });
});
