import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import type { ProviderListener } from "../../functions/src/notifications/provider-listener.js";
import { linkInput } from "../../functions/test/fixtures/link-input.js";
import { linkFor } from "../../functions/test/support/callables.js";
import { eventTypes, orderInStatus, Timestamp } from "../../functions/test/support/firestore.js";
import { forgetOpenOrders, startListening } from "../../functions/test/support/listening.js";
import { sharedBrowser } from "./shared-browser.js";

/** The vendor's guide, "Test the Integration", in a real browser and with every part of ours running. */
describe("paying by link in a browser", () => {
  let listener: ProviderListener;
  let page: Page;
  before(async () => {
    await forgetOpenOrders();
    page = await (await sharedBrowser()).newPage();
    listener = startListening();
  });
  after(async () => {
    await listener.close();
    await page.close();
  });

  it("walks the guide's test of the integration: the documented card makes the order PAID, once", async () => {
    // 1. Create a new payment link.
    const { orderId, url } = await linkFor(linkInput({ sendEmail: true }));
    // 2. Open the link in a browser.
    await page.goto(url);
    await page.getByText(orderId).waitFor();
    // 3. Enter the documented card, whose date is past.
    await page.getByLabel("Card number").fill("4242 4242 4242 4242");
    await page.getByLabel("Expiry date").fill("12/25");
    await page.getByLabel("CVV").fill("100");
    await page.getByLabel("Name on card").fill("TEST USER");
    // 4. Accept the terms and pay; the order confirmation page follows, and an e-mail.
    await page.getByLabel("Terms & Conditions").check();
    await page.getByRole("button", { name: /^Pay/ }).click();
    await page.waitForURL(/\/(complete|success-redirect|payment-confirmation)$/);
    assert.equal(await page.locator("main").getAttribute("data-status"), "PAID");
    await page.goto(`${new URL(url).origin}/outbox`);
    await page.getByText(orderId).first().waitFor();
    // 5. Check the status of the payment in our system.
    const order = await orderInStatus(orderId, "PAID");
    assert.ok(order.paidAt instanceof Timestamp);
    assert.deepEqual(await eventTypes(orderId), ["order.link_created", "order.paid"]);
  });
});
