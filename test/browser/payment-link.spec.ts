import assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";
import type { ProviderListener } from "../../functions/src/notifications/provider-listener.js";
import { linkInput } from "../../functions/test/fixtures/link-input.js";
import { type Link, linkFor, runSchedule } from "../../functions/test/support/callables.js";
import { eventTypes, orderInStatus, readOrder, Timestamp } from "../../functions/test/support/firestore.js";
import { forgetOpenOrders, startListening } from "../../functions/test/support/listening.js";
import { vendor } from "../../functions/test/support/vendor.js";
import { waitUntil } from "../../functions/test/support/wait-until.js";
import { sharedBrowser } from "./shared-browser.js";

const documentedCard = { number: "4242 4242 4242 4242", expiry: "12/25", cvv: "100", name: "TEST USER" };
const failingCard = { ...documentedCard, number: "4000 0000 0000 0010" };
const decliningCard = { ...documentedCard, number: "4000 0000 0000 0002" };

/** The vendor's guide, "Test the Integration", in a real browser and with every part of ours running. */
describe("paying by link in a browser", () => {
  let browser: Browser;
  let listener: ProviderListener;
  let page: Page;
  before(async () => {
    await forgetOpenOrders();
    browser = await sharedBrowser();
    listener = startListening();
  });
  after(() => listener.close());
  beforeEach(async () => {
    page = await browser.newPage();
  });
  afterEach(() => page.close());

  const status = () => page.locator("main").getAttribute("data-status");

  async function fillIn(card: typeof documentedCard): Promise<void> {
    await page.getByLabel("Card number").fill(card.number);
    await page.getByLabel("Expiry date").fill(card.expiry);
    await page.getByLabel("CVV").fill(card.cvv);
    await page.getByLabel("Name on card").fill(card.name);
    await page.getByLabel("Terms & Conditions").check();
  }

  async function newLink(): Promise<{ orderId: string; link: Link }> {
    const input = linkInput({ sendEmail: true });
    return { orderId: input.orderId, link: await linkFor(input) };
  }

  it("walks the guide's test of the integration: the documented card makes the order PAID, once", async () => {
    // 1. Create a new payment link.
    const { orderId, link } = await newLink();
    // 2. Open the link in a browser.
    await page.goto(link.url);
    await page.getByText(orderId).waitFor();
    // 3. Enter the documented card, whose date is past.
    await fillIn(documentedCard);
    // 4. Accept the terms and pay; the order confirmation page follows, and an e-mail.
    await page.getByRole("button", { name: /^Pay/ }).click();
    await page.waitForURL(/\/(complete|success-redirect|payment-confirmation)$/);
    assert.equal(await status(), "PAID");
    await page.goto(`${new URL(link.url).origin}/outbox`);
    await page.getByText(orderId).first().waitFor();
    // 5. Check the status of the payment in our system.
    const order = await orderInStatus(orderId, "PAID");
    assert.ok(order.paidAt instanceof Timestamp);
    assert.deepEqual(await eventTypes(orderId), ["order.link_created", "order.paid"]);
  });

  it("leaves a cancelled payment CANCELLED", async () => {
    const { orderId, link } = await newLink();
    await page.goto(link.url);
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.locator('main[data-status="CANCELLED"]').waitFor();
    await orderInStatus(orderId, "CANCELLED");
    assert.deepEqual(await eventTypes(orderId), ["order.link_created", "order.cancelled"]);
  });

  it("leaves a payment that failed for good FAILED", async () => {
    const { orderId, link } = await newLink();
    await page.goto(link.url);
    await fillIn(failingCard);
    await page.getByRole("button", { name: /^Pay/ }).click();
    await page.locator('main[data-status="FAILED"]').waitFor();
    await orderInStatus(orderId, "FAILED");
    assert.deepEqual(await eventTypes(orderId), ["order.link_created", "order.failed"]);
  });

  it("lets a customer whose card was declined pay with another one", async () => {
    const { orderId, link } = await newLink();
    await page.goto(link.url);
    await fillIn(decliningCard);
    await page.getByRole("button", { name: /^Pay/ }).click();
    await page.getByRole("alert").first().waitFor();
    assert.equal((await readOrder(orderId))?.status, "PENDING");
    await fillIn(documentedCard);
    await page.getByRole("button", { name: /^Pay/ }).click();
    await page.locator('main[data-status="PAID"]').waitFor();
    await orderInStatus(orderId, "PAID");
    assert.deepEqual(await eventTypes(orderId), ["order.link_created", "order.paid"]);
  });

  it("shows what is wrong beside each field, loses nothing, and charges nothing", async () => {
    const { orderId, link } = await newLink();
    await page.goto(link.url);
    await fillIn({ ...documentedCard, number: "4242 4242 4242 4241", cvv: "1" });
    await page.getByLabel("Terms & Conditions").uncheck();
    await page.getByRole("button", { name: /^Pay/ }).click();
    for (const field of ["number", "cvv", "terms"]) {
      const message = await page.locator(`#${field}-error`).textContent();
      assert.ok(message && message.length > 10, field);
    }
    assert.equal(await page.getByLabel("Name on card").inputValue(), "TEST USER");
    assert.equal((await vendor.ledger(orderId))[0]?.status, "PENDING");
  });

  it("pays an order on its first link after a second one was made", async () => {
    const input = linkInput();
    const first = await linkFor(input);
    await page.goto(first.url);
    await fillIn(documentedCard);
    // While the first page stands open its link fails, the customer is sent a second one, and the first recovers.
    await vendor.act(first.checkoutId, "fail");
    await orderInStatus(input.orderId, "FAILED");
    const second = await linkFor(input);
    assert.notEqual(second.checkoutId, first.checkoutId);
    await vendor.act(first.checkoutId, "reopen");
    await page.getByRole("button", { name: /^Pay/ }).click();
    await page.locator('main[data-status="PAID"]').waitFor();
    const order = await orderInStatus(input.orderId, "PAID");
    assert.ok(order.paidAt instanceof Timestamp);
    assert.equal((await eventTypes(input.orderId)).filter((type) => type === "order.paid").length, 1);
    // The second link must not be paid as well: the sweep takes it back.
    await runSchedule("sweepOrders");
    await waitUntil("the second link to be cancelled", async () =>
      (await readOrder(input.orderId))?.attempts[second.checkoutId]?.status === "CANCELLED"
        ? true
        : undefined,
    );
    assert.equal((await readOrder(input.orderId))?.status, "PAID");
  });

  it("speaks Arabic from right to left when the order asks for it", async () => {
    const link = await linkFor(linkInput({ language: "ar" }));
    await page.goto(link.url);
    assert.deepEqual(
      [await page.locator("html").getAttribute("dir"), await page.locator("html").getAttribute("lang")],
      ["rtl", "ar"],
    );
    await page.locator('[name="number"]').fill(documentedCard.number);
    await page.locator('[name="expiry"]').fill(documentedCard.expiry);
    await page.locator('[name="cvv"]').fill(documentedCard.cvv);
    await page.locator('[name="name"]').fill(documentedCard.name);
    await page.locator('[name="terms"]').check();
    await page.locator('button[value="pay"]').click();
    await page.locator('main[data-status="PAID"]').waitFor();
    await orderInStatus(link.orderId, "PAID");
  });
});
