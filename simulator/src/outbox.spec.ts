import assert from "node:assert/strict";
import { CUSTOMER, describeWithSimulator } from "../test/support/with-simulator.js";

describeWithSimulator("outbox", (bench) => {
  async function messages() {
    return (await bench.control("GET", "outbox")).json.messages ?? [];
  }

  it("holds the link, by SMS and by e-mail as asked", async () => {
    const { redirectUrl } = await bench.createLink({ sendSms: true, sendEmail: true, customer: CUSTOMER });
    const seen = (await messages()).map(({ channel, kind, to, link }) => [channel, kind, to, link]);
    assert.deepEqual(seen, [
      ["email", "payment-link", CUSTOMER.email, redirectUrl],
      ["sms", "payment-link", CUSTOMER.phone, redirectUrl],
    ]);
    const { text } = await bench.page("/outbox");
    assert.ok(text.includes(`href="${redirectUrl}"`));
  });

  it("holds a receipt for each way a payment can arrive, newest first, and none without an address", async () => {
    await bench.paidLink({ requestId: "c" });
    const paid = await bench.createLink({ requestId: "a", orderId: "first", customer: CUSTOMER });
    const captured = await bench.createLink({ requestId: "b", orderId: "second", customer: CUSTOMER });
    await bench.act(paid.id, "pay");
    await bench.act(captured.id, "authorize");
    assert.equal((await messages()).length, 1);
    await bench.act(captured.id, "capture");
    const [newest, oldest] = await messages();
    assert.deepEqual([newest?.kind, oldest?.kind], ["receipt", "receipt"]);
    assert.match(String(newest?.text), /AED 125\.50.*second/);
    assert.match(String(oldest?.text), /first/);
  });
});
