import assert from "node:assert/strict";
import { pluck } from "../../../test/pluck.js";
import { CUSTOMER, describeWithSimulator } from "../../test/support/with-simulator.js";

const GOOD_CARD = {
  number: "4242 4242 4242 4242",
  expiry: "12/25",
  cvv: "100",
  name: "TEST USER",
  terms: "accepted",
  action: "pay",
};

describeWithSimulator("payment page", (bench) => {
  async function openLink(overrides: object = {}) {
    const { id, checkoutKey } = await bench.createLink(overrides);
    const path = `/checkout/${checkoutKey}`;
    const status = async () => (await bench.control("GET", `checkouts/${id}`)).json.status;
    return { id, path, status, pay: (form: object = {}) => bench.page(path, { ...GOOD_CARD, ...form }) };
  }

  it("shows the order and a form that browsers can fill in", async () => {
    const { path } = await openLink({ items: [{ name: "Cup of tea", quantity: 2, linetotal: 125.5 }] });
    const { status, text } = await bench.page(path);
    assert.equal(status, 200);
    const texts = ["ORD-1", "Two cups of tea", "Cup of tea", "AED 125.50", "Simulation", "<details"];
    const fields = ["number", "exp", "csc", "name"].map((field) => `autocomplete="cc-${field}"`);
    const actions = ["pay", "cancel"].map((action) => `name="action" value="${action}"`);
    for (const part of ['data-status="PENDING"', ...texts, ...fields, 'name="terms"', ...actions])
      assert.ok(text.includes(part), part);
    assert.ok(!text.includes("<script"));
  });

  it("escapes whatever the merchant wrote", async () => {
    const evil = `"><script>alert(1)</script>'`;
    const { path } = await openLink({
      orderId: evil,
      description: evil,
      items: [{ name: evil, quantity: 1, linetotal: 1 }],
      customer: { ...CUSTOMER, firstName: evil },
    });
    for (const page of [path, "/", "/outbox"])
      assert.ok(!(await bench.page(page)).text.includes("<script"), page);
    const { text } = await bench.page(path, { ...GOOD_CARD, name: evil, cvv: "" });
    assert.ok(!text.includes("<script"));
    assert.ok(text.includes("&lt;script&gt;"));
  });

  it("takes the documented card and leads to the order confirmation", async () => {
    const { path, pay, status } = await openLink({ customer: CUSTOMER });
    const { status: code, headers } = await pay();
    assert.deepEqual([code, headers.get("location")], [303, `${path}/payment-confirmation`]);
    assert.equal(await status(), "PAID");
    const confirmation = await bench.page(`${path}/payment-confirmation`);
    assert.equal(confirmation.status, 200);
    for (const part of ['data-status="PAID"', "Order confirmation", "ORD-1", CUSTOMER.email])
      assert.ok(confirmation.text.includes(part), part);
  });

  for (const [number, expected] of [
    ["4000 0000 0000 0028", "AUTHORIZED"],
    ["4000 0000 0000 0036", "PENDING_CONFIRMATION"],
  ] as const) {
    it(`makes a checkout ${expected} with ${number}`, async () => {
      const { path, pay, status } = await openLink();
      assert.equal((await pay({ number })).headers.get("location"), `${path}/payment-confirmation`);
      assert.equal(await status(), expected);
      const { text } = await bench.page(`${path}/payment-confirmation`);
      assert.ok(text.includes(`data-status="${expected}"`));
    });
  }

  it("says when the card is declined, and lets the customer try again", async () => {
    const { pay, status } = await openLink();
    const declined = await pay({ number: "4000 0000 0000 0002" });
    assert.equal(declined.status, 402);
    assert.ok(declined.text.includes('id="payment-error"'));
    assert.ok(declined.text.includes('value="TEST USER"'));
    assert.equal(await status(), "PENDING");
    assert.equal(bench.simulator.state.notifier.list().length, 0);
    assert.equal((await pay()).status, 303);
    assert.equal(await status(), "PAID");
  });

  it("ends with a card that fails for good", async () => {
    const { path, pay, status } = await openLink();
    assert.equal((await pay({ number: "4000 0000 0000 0010" })).headers.get("location"), path);
    assert.equal(await status(), "FAILED");
    const { status: code, text } = await bench.page(path);
    assert.equal(code, 410);
    assert.ok(text.includes('data-status="FAILED"'));
    assert.equal((await pay()).headers.get("location"), path);
    assert.equal(await status(), "FAILED");
  });

  it("says beside each field what is wrong and keeps what was typed, but not the CVV", async () => {
    const { path, pay, status } = await openLink();
    const typed = { number: "4242 4242 4242 4241", expiry: "99/99", cvv: "98", name: "", action: "pay" };
    const { status: code, text } = await bench.page(path, typed);
    assert.equal(code, 422);
    for (const field of ["number", "expiry", "cvv", "name", "terms"]) {
      assert.ok(text.includes(`id="${field}-error"`), field);
      assert.ok(text.includes(`aria-invalid="true" aria-describedby="${field}-error"`), field);
    }
    assert.ok(text.includes('value="4242 4242 4242 4241"'));
    assert.ok(text.includes('value="99/99"'));
    assert.ok(!text.includes('value="98"'));
    assert.ok(text.includes("<title>Error: "));
    assert.match((await pay({ number: "5555555555554444" })).text, /In test mode only/);
    assert.equal(await status(), "PENDING");
  });

  it("charges once when the form is sent twice at the same time", async () => {
    const { id, pay } = await openLink();
    const answers = await Promise.all([pay(), pay(), pay()]);
    assert.deepEqual(pluck(answers, "status"), [303, 303, 303]);
    const history = (await bench.control("GET", `checkouts/${id}`)).json.history;
    const moves = history?.map(({ move, actor }) => `${move} by ${actor}`);
    assert.deepEqual(moves, ["create by merchant", "pay by customer"]);
  });

  it("cancels, says so, and cannot be paid afterwards", async () => {
    const { path, pay, status } = await openLink();
    assert.equal((await bench.page(path, { action: "cancel" })).headers.get("location"), path);
    assert.equal(await status(), "CANCELLED");
    const { status: code, text } = await bench.page(path);
    assert.equal(code, 410);
    assert.ok(text.includes("Payment cancelled"));
    await pay();
    assert.equal(await status(), "CANCELLED");
  });

  it("shows what a settled link is, and no form", async () => {
    const { id, path, pay } = await openLink();
    await pay();
    await bench.act(id, "refund", { amount: 1 });
    const { status, text } = await bench.page(path);
    assert.equal(status, 200);
    assert.ok(text.includes('data-status="PARTIALLY_REFUNDED"'));
    assert.ok(!text.includes("<form"));
  });

  it("confirms nothing that was not paid", async () => {
    const { path } = await openLink();
    const { status, headers } = await bench.page(`${path}/payment-confirmation`);
    assert.deepEqual([status, headers.get("location")], [303, path]);
  });

  it("speaks Arabic, from right to left", async () => {
    const { path, pay } = await openLink({ language: "ar" });
    for (const { text } of [await bench.page(path), await pay({ name: "" })]) {
      assert.ok(text.includes('<html lang="ar" dir="rtl">'));
      assert.ok(text.includes("رقم البطاقة"));
    }
  });

  it("fills a test card in on request", async () => {
    const { path } = await openLink();
    const { text } = await bench.page(`${path}?card=4242424242424242`);
    for (const value of ["4242 4242 4242 4242", "12/25", "100", "TEST USER"])
      assert.ok(text.includes(`value="${value}"`), value);
    assert.ok(!(await bench.page(`${path}?card=5555555555554444`)).text.includes("5555"));
  });

  it("offers no card form when the merchant allows no cards", async () => {
    const { path, pay, status } = await openLink({ allowedPaymentMethods: ["TABBY"] });
    assert.ok(!(await bench.page(path)).text.includes('name="number"'));
    assert.equal((await pay()).status, 422);
    assert.equal(await status(), "PENDING");
    await bench.page(path, { action: "cancel" });
    assert.equal(await status(), "CANCELLED");
  });

  it("does not say of a link for another brand that it takes no cards", async () => {
    const { path } = await openLink({ allowedPaymentMethods: ["MASTERCARD"] });
    assert.match((await bench.page(path)).text, /does not accept Visa cards/);
  });

  it("answers 404 for what it does not know", async () => {
    const paths = ["/checkout/unknown", "/checkout/unknown/payment-confirmation", "/portal/checkouts/17"];
    for (const path of [...paths, "/nowhere"]) assert.equal((await bench.page(path)).status, 404, path);
    assert.equal((await bench.page("/checkout/unknown", GOOD_CARD)).status, 404);
  });

  it("lets a page load nothing but its own stylesheet", async () => {
    const { path } = await openLink();
    const { headers } = await bench.page(path);
    assert.match(String(headers.get("content-security-policy")), /default-src 'none'/);
    assert.equal((await bench.page("/simulator.css")).headers.get("content-type"), "text/css");
  });
});
