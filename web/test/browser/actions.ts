import assert from "node:assert/strict";
import { HttpsError } from "firebase-functions/https";
import type { Page } from "playwright-core";
import { linkInput, newOrderId } from "../../../functions/test/fixtures/link-input.js";
import { admin, call, linkFor } from "../../../functions/test/support/callables.js";
import { orderDocument, touch } from "../../../functions/test/support/firestore.js";
import { vendor } from "../../../functions/test/support/vendor.js";
import { openOrder, openPaidOrder } from "../support/open-order.js";
import { alertWith, fillLink, orderStatus, sees, shoot } from "../support/screens.js";
import { violationsOn } from "../support/violations.js";
import { goTo, type WebApp } from "../support/web-app.js";

type Refusal = HttpsError | "lost" | undefined;

/** What a clerk sees when an action is refused, or its answer is lost. */
export function actionsSpecs(app: WebApp): void {
  /** Asks for a refund whose answer never comes. */
  async function loseRefund(page: Page): Promise<void> {
    await page.getByRole("button", { name: "Refund", exact: true }).click();
    await page.getByLabel("A part").check();
    await page.getByLabel("Amount in AED").fill("2.50");
    await page.getByLabel("Reason").fill("Cold");
    await page.getByRole("button", { name: "Refund 2.50 AED" }).click();
    await alertWith(page, "No answer came").waitFor();
  }

  /**
   * Has a callable answer as the functions would, as long as `refusal` gives something. One route for all: a route that
   * comes or goes may take the request with it by which Firestore listens.
   */
  const answer = (page: Page, name: string, refusal: () => Refusal | Promise<HttpsError>) =>
    page.route(`**/${name}`, async (route) => {
      const refused = route.request().method() === "OPTIONS" ? undefined : await refusal();
      if (!refused) return route.continue();
      if (refused === "lost") return route.abort();
      return route.fulfill({
        status: refused.httpErrorCode.status,
        headers: { "access-control-allow-origin": new URL(page.url()).origin },
        contentType: "application/json",
        body: JSON.stringify({ error: refused }),
      });
    });
  /** Answers a call, but loses the answer. */
  const loseAnswers = (page: Page, name: string) =>
    page.route(`**/${name}`, (route) =>
      route.request().method() === "OPTIONS" ? route.continue() : route.fetch().then(() => route.abort()),
    );

  const refusals: readonly [HttpsError, title: string][] = [
    [new HttpsError("permission-denied", "Administrators only."), "You are not allowed to do this"],
    [new HttpsError("unauthenticated", "Sign in first."), "Your session has ended"],
    [
      new HttpsError("unauthenticated", "This call does not come from a known app (App Check)."),
      "This page is not accepted as a known app (App Check)",
    ],
    [new HttpsError("internal", "Something is wrong here."), "Something went wrong on our side"],
    [
      new HttpsError("unavailable", "PointCheckout could not be reached."),
      "PointCheckout could not be reached",
    ],
  ];

  it("says which it is when an action is refused, and lets it be repeated", async () => {
    const { page } = await openOrder(app);
    await page.getByRole("button", { name: "Cancel link" }).click();
    const dialog = page.getByRole("dialog");
    let current: HttpsError | undefined;
    await answer(page, "cancelPaymentLink", () => current);
    for (const [refusal, title] of refusals) {
      current = refusal;
      await dialog.getByRole("button", { name: "Cancel link" }).click();
      await alertWith(dialog, title).waitFor();
      const text = (await alertWith(dialog, title).textContent()) ?? "";
      assert.ok(text.includes(refusal.message), `${title}: ${text}`);
    }
    current = undefined;
    await dialog.getByRole("button", { name: "Cancel link" }).click();
    await orderStatus(page, "CANCELLED");
  });

  it("asks for no marked field to be corrected where none can be", async () => {
    const orderId = newOrderId();
    assert.equal((await call("saveDraftOrder", linkInput({ orderId }))).status, 200);
    const page = await app.openAs("staff", `/orders/${orderId}`);
    const message = "PointCheckout refused the link: invalid e-mail.";
    await answer(page, "createPaymentLink", () => new HttpsError("invalid-argument", message));
    await page.getByRole("button", { name: "Make the link" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Make the link" }).click();
    await alertWith(dialog, message).getByText("Correct what is named below").waitFor();
  });

  it("says when the browser lets no link be copied, and marks the link", async () => {
    const { page } = await openOrder(app);
    await page.evaluate(() => {
      navigator.clipboard.writeText = () => Promise.reject(new DOMException("No.", "NotAllowedError"));
    });
    await page.getByRole("button", { name: "Copy link" }).click();
    await sees(page, "Your browser does not let this page copy.");
    const marked = await page.getByLabel("Payment link").evaluate((element) => {
      const { value, selectionStart, selectionEnd } = element as HTMLInputElement;
      return value.slice(selectionStart ?? 0, selectionEnd ?? 0);
    });
    assert.match(marked, /^http/);
    // What the browser itself has beneath is there again.
    await page.evaluate(() => Reflect.deleteProperty(navigator.clipboard, "writeText"));
  });

  it("says that an action was refused whose dialog was closed before the answer came", async () => {
    const { page, orderId } = await openOrder(app);
    let refuse: (refusal: HttpsError) => void = () => undefined;
    const refused = new Promise<HttpsError>((resolve) => {
      refuse = resolve;
    });
    await answer(page, "cancelPaymentLink", () => refused);
    await page.getByRole("button", { name: "Cancel link" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Cancel link" }).click();
    await dialog.locator('button[type="submit"][data-loading]').waitFor();
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
    refuse(new HttpsError("failed-precondition", "PointCheckout refused."));
    const words = `This is not possible at the moment${orderId}: PointCheckout refused.`;
    await alertWith(page, words).waitFor();
  });

  it("remembers a refund whose answer was lost with the page, and makes it once", async () => {
    const { page, orderId } = await openPaidOrder(app);
    await loseAnswers(page, "refundPayment");
    await loseRefund(page);
    await page.close();
    const again = await app.openAs("admin", `/orders/${orderId}`);
    await orderStatus(again, "PARTIALLY_REFUNDED");
    await sees(again, "Refund settled");
    assert.equal((await vendor.ledger(orderId))[0]?.totalRefundedMinor, 250);
    await again.getByText("is not settled").waitFor({ state: "hidden" });
  });

  it("keeps a lost refund that is refused when repeated, and lets it be given up", async () => {
    const { page, orderId } = await openPaidOrder(app);
    let refusal: Refusal = "lost";
    await answer(page, "refundPayment", () => refusal);
    await loseRefund(page);
    await page.keyboard.press("Escape");
    const elsewhere = { orderId, referenceId: "portal-1", amount: "2.50", reason: "Cold" };
    assert.equal((await call("refundPayment", elsewhere, admin)).status, 200);
    await orderStatus(page, "PARTIALLY_REFUNDED");
    const lost = alertWith(page, "A refund of 2.50 AED is not settled");
    refusal = new HttpsError("permission-denied", "Administrators only.");
    await lost.getByRole("button", { name: "Repeat the same refund" }).click();
    await lost.filter({ hasText: refusal.message }).waitFor();
    await lost.getByRole("button", { name: "Do not repeat it" }).click();
    await lost.waitFor({ state: "hidden" });
    await page.reload();
    await orderStatus(page, "PARTIALLY_REFUNDED");
    await page.locator('main li[data-type="order.partially_refunded"]').waitFor();
    assert.equal(await lost.count(), 0);
    assert.equal((await vendor.ledger(orderId))[0]?.totalRefundedMinor, 250);
  });

  it("makes one order of one sale, also when the page is loaded again before the answer comes", async () => {
    const { orderId: other } = await linkFor(linkInput());
    const page = await app.openAs("staff", "/new");
    const id = page.getByLabel("Order id");
    const fill = async (orderId: string) => {
      await id.fill(orderId);
      await page.getByRole("textbox", { name: "Amount" }).fill("5");
      await page.getByLabel("Description").fill("Tea");
    };
    const proposed = await id.inputValue();
    await fill(proposed);
    await loseAnswers(page, "createPaymentLink");
    await page.getByRole("button", { name: "Create link" }).click();
    await alertWith(page, "No answer came").waitFor();
    await page.unroute("**/createPaymentLink");
    const exists = alertWith(page, `Order ${proposed} exists already`);
    await exists.waitFor();
    await page.reload();
    await exists.waitFor();
    assert.deepEqual(await violationsOn(page, ["color-contrast"]), []);
    assert.equal(await id.inputValue(), proposed);
    await shoot(page, "link-begun");
    await page.getByRole("button", { name: "Use another id" }).click();
    assert.notEqual(await id.inputValue(), proposed);
    await fill(other);
    await page.getByRole("button", { name: "Create link" }).click();
    await alertWith(page, `Order ${other} exists already`).waitFor();
    await shoot(page, "order-exists");
    await page.getByRole("link", { name: "To the order" }).click();
    await orderStatus(page, "PENDING");
    for (const orderId of [proposed, other]) assert.equal((await vendor.ledger(orderId)).length, 1, orderId);
  });

  it("leaves a clerk where they went while a link was being sent", async () => {
    const page = await app.openAs("staff", "/new");
    await fillLink(page, { orderId: newOrderId(), amount: "5", description: "Tea" });
    let leave = (): void => undefined;
    const left = new Promise<void>((resolve) => {
      leave = resolve;
    });
    await page.route("**/createPaymentLink", (route) => left.then(() => route.continue()));
    const answered = page.waitForResponse(
      (one) => one.url().endsWith("/createPaymentLink") && one.request().method() === "POST",
    );
    await page.getByRole("button", { name: "Create link" }).click();
    await page.locator('button[type="submit"][data-loading]').waitFor();
    await goTo(page, "/no/such/page");
    leave();
    await (await answered).finished();
    await page.waitForFunction(() => !Object.keys(localStorage).some((key) => key.startsWith("link:")));
    assert.ok(page.url().endsWith("/no/such/page"), page.url());
  });

  it("tells what to do about a problem, and lets an administrator decide it", async () => {
    const { page, orderId, checkoutId } = await openOrder(app);
    await orderDocument(orderId).update({ "amount.minor": 1_300 });
    await vendor.act(checkoutId, "pay");
    await touch(checkoutId);
    const problem = page.locator('[data-problem="amount_differs"]');
    await problem.getByText("The order is not paid by it.").waitFor();
    const dialog = page.getByRole("dialog");
    await problem.getByRole("button", { name: "Decide" }).click();
    await dialog.waitFor();
    await orderDocument(orderId).update({ "payment.problem": "identity_mismatch" });
    await dialog.waitFor({ state: "hidden" });
    await orderDocument(orderId).update({ "payment.problem": "amount_differs" });
    await problem.getByRole("button", { name: "Decide" }).click();
    await dialog.getByText("Kept in the order's history").waitFor();
    await dialog.getByLabel("Give the money back").check();
    await dialog.getByText("PointCheckout is told, too").waitFor();
    await dialog.getByLabel("Accept the money: the order is paid").check();
    await dialog.getByLabel("Why").fill("Agreed by phone");
    await dialog.getByRole("button", { name: "Decide" }).click();
    await problem.waitFor({ state: "hidden" });
    await orderStatus(page, "PAID");
  });
}
