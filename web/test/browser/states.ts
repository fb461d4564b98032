import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import type { Page } from "playwright-core";
import { linkInput, newOrderId } from "../../../functions/test/fixtures/link-input.js";
import { admin, call, linkFor } from "../../../functions/test/support/callables.js";
import { orderDocument, orderInStatus, touch } from "../../../functions/test/support/firestore.js";
import { vendor } from "../../../functions/test/support/vendor.js";
import { waitUntil } from "../../../functions/test/support/wait-until.js";
import { orderPath } from "../../src/orders/order-path.js";
import { refuseLists } from "../support/missing-index.js";
import { fillLink, orderStatus, sees, setOffline, shoot } from "../support/screens.js";
import { violationsOn } from "../support/violations.js";
import { goTo, signIn, signInScreen, type WebApp } from "../support/web-app.js";

type Refusal = { status: number; code: string; message: string; details?: unknown };

/** What a clerk sees when something does not work: never a blank page, never a wheel that turns for ever. */
export function statesSpecs(app: WebApp): void {
  it("answers 404 for a script of another version, which would be kept for a year, and the page for any screen", async () => {
    const status = async (path: string) => (await fetch(`${process.env.HOSTING_EMULATOR_URL}${path}`)).status;
    assert.equal(await status("/assets/gone-1234.js"), 404);
    for (const orderId of ["2024/123", "a%2Fb", ".."])
      assert.equal(await status(orderPath(orderId)), 200, orderId);
  });

  async function openOrder(): Promise<{ page: Page; orderId: string; checkoutId: string }> {
    const { orderId, checkoutId } = await linkFor(linkInput());
    const page = await app.openAs("admin", `/orders/${orderId}`);
    await orderStatus(page, "PENDING");
    return { page, orderId, checkoutId };
  }

  /** Asks for a refund whose answer never comes. */
  async function loseRefund(page: Page): Promise<void> {
    await page.getByRole("button", { name: "Refund", exact: true }).click();
    await page.getByLabel("A part").check();
    await page.getByLabel("Amount in AED").fill("2.50");
    await page.getByLabel("Reason").fill("Cold");
    await page.getByRole("button", { name: "Refund 2.50 AED" }).click();
    await page.getByRole("alert").filter({ hasText: "No answer came" }).waitFor();
  }

  /**
   * Has a callable answer as the functions would, as long as `refusal` gives something. One route for all: a route that
   * comes or goes may take the request with it by which Firestore listens.
   */
  const answer = (page: Page, name: string, refusal: () => Refusal | undefined | Promise<Refusal>) =>
    page.route(`**/${name}`, async (route) => {
      const refused = route.request().method() === "OPTIONS" ? undefined : await refusal();
      if (!refused) return route.continue();
      const { status, code, message } = refused;
      return route.fulfill({
        status,
        headers: { "access-control-allow-origin": new URL(page.url()).origin },
        contentType: "application/json",
        body: JSON.stringify({ error: { status: code, message } }),
      });
    });

  const refusals: Record<string, Refusal & { title: string }> = {
    "the role does not include it": {
      status: 403,
      code: "PERMISSION_DENIED",
      message: "Administrators only.",
      title: "You are not allowed to do this",
    },
    "the session has ended": {
      status: 401,
      code: "UNAUTHENTICATED",
      message: "Sign in first.",
      title: "Your session has ended",
    },
    "App Check refuses the page": {
      status: 401,
      code: "UNAUTHENTICATED",
      message: "This call does not come from a known app (App Check).",
      title: "This page is not accepted as a known app (App Check)",
    },
    "the function is broken": {
      status: 500,
      code: "INTERNAL",
      message: "Something is wrong here.",
      title: "Something went wrong on our side",
    },
    "the vendor is away": {
      status: 503,
      code: "UNAVAILABLE",
      message: "PointCheckout could not be reached.",
      title: "PointCheckout could not be reached",
    },
  };
  it("says which it is when an action is refused, and lets it be repeated", async () => {
    const { page } = await openOrder();
    await page.getByRole("button", { name: "Cancel link" }).click();
    const dialog = page.getByRole("dialog");
    let current: Refusal | undefined;
    await answer(page, "cancelPaymentLink", () => current);
    for (const [why, refusal] of Object.entries(refusals)) {
      current = refusal;
      await dialog.getByRole("button", { name: "Cancel link" }).click();
      const alert = dialog.getByRole("alert").filter({ hasText: refusal.title });
      await alert.waitFor();
      assert.match(
        (await alert.textContent()) ?? "",
        new RegExp(refusal.message.replace(/[.()]/g, "\\$&")),
        why,
      );
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
    await answer(page, "createPaymentLink", () => ({ status: 400, code: "INVALID_ARGUMENT", message }));
    await page.getByRole("button", { name: "Make the link" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Make the link" }).click();
    const alert = dialog.getByRole("alert").filter({ hasText: message });
    await alert.getByText("Correct what is named below").waitFor();
  });

  it("says when the browser lets no link be copied, and marks the link", async () => {
    const { page } = await openOrder();
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
    const { page, orderId } = await openOrder();
    let refuse: (refusal: Refusal) => void = () => undefined;
    const refused = new Promise<Refusal>((resolve) => {
      refuse = resolve;
    });
    await answer(page, "cancelPaymentLink", () => refused);
    await page.getByRole("button", { name: "Cancel link" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Cancel link" }).click();
    await dialog.locator('button[type="submit"][data-loading]').waitFor();
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
    refuse({ status: 400, code: "FAILED_PRECONDITION", message: "PointCheckout refused." });
    await page
      .getByRole("alert")
      .filter({ hasText: `This is not possible at the moment${orderId}: PointCheckout refused.` })
      .waitFor();
  });

  it("shows what it has kept of an order before the server answers, without a message", async () => {
    const { orderId } = await linkFor(linkInput());
    const page = await app.openAs("admin");
    const link = page.getByRole("link", { name: orderId });
    await link.waitFor();
    const messages = await page.evaluateHandle(() => {
      const shown: string[] = [];
      new MutationObserver(() =>
        shown.push(document.querySelector("output[data-stale]")?.textContent ?? ""),
      ).observe(document.body, { childList: true, subtree: true });
      return shown;
    });
    await link.click();
    await orderStatus(page, "PENDING");
    assert.deepEqual([...new Set(await messages.jsonValue())], [""]);
  });

  it("says that it is offline, keeps what was known, and goes on by itself", async () => {
    const { page, orderId, checkoutId } = await openOrder();
    await setOffline(page, true);
    try {
      await sees(page, "The server cannot be heard.");
      await page.getByRole("button", { name: "Refresh" }).click();
      await page.getByRole("alert").filter({ hasText: "No answer came" }).waitFor();
      await page.locator('header [data-status="PENDING"]').waitFor();
      await vendor.act(checkoutId, "pay");
      await touch(checkoutId);
      // The emulator loses a write to a listener that opens in the same instant.
      await orderInStatus(orderId, "PAID");
    } finally {
      await setOffline(page, false);
    }
    await orderStatus(page, "PAID");
    await page.getByText("The server cannot be heard.").waitFor({ state: "hidden" });
    assert.ok(page.url().endsWith(orderId));
  });

  it("speaks of no action where a list is not heard", async () => {
    const page = await app.openAs("staff");
    await page.locator("tbody tr").first().waitFor();
    await setOffline(page, true);
    try {
      await goTo(page, "/?until=2001-01-01");
      const alert = page.getByRole("alert").filter({ hasText: "No answer came" });
      await alert.getByText("We keep trying").waitFor();
      assert.equal(await alert.getByText("last action").count(), 0);
    } finally {
      await setOffline(page, false);
    }
    await sees(page, "No orders found");
  });

  it("searches and exports again after it could not", async () => {
    const { orderId } = await linkFor(linkInput());
    const page = await app.openAs("staff");
    await page.getByRole("link", { name: orderId }).waitFor();
    let isLost = true;
    await page.route("**:runAggregationQuery*", (route) => (isLost ? route.abort() : route.continue()));
    const alert = page.getByRole("alert").filter({ hasText: "No answer came" });
    const exportButton = page.getByRole("button", { name: "Export as CSV" });
    await exportButton.click();
    await alert.waitFor();
    assert.equal(await alert.getByText("last action").count(), 0);
    isLost = false;
    const [download] = await Promise.all([page.waitForEvent("download"), exportButton.click()]);
    assert.match(download.suggestedFilename(), /^orders-/);
    await alert.waitFor({ state: "hidden" });
    await setOffline(page, true);
    try {
      await goTo(page, `/?q=${orderId}`);
      await alert.waitFor();
      assert.equal(await alert.getByText("last action").count(), 0);
    } finally {
      await setOffline(page, false);
    }
    await waitUntil("the search to succeed", async () => {
      await page
        .getByRole("button", { name: "Search again" })
        .click({ timeout: 1_000 })
        .catch(() => undefined);
      return (await page.getByRole("link", { name: orderId }).isVisible()) || undefined;
    });
  });

  it("remembers a refund whose answer was lost with the page, and makes it once", async () => {
    const { page, orderId, checkoutId } = await openOrder();
    await vendor.act(checkoutId, "pay");
    await touch(checkoutId);
    await orderStatus(page, "PAID");
    await page.route("**/refundPayment", (route) =>
      route.request().method() === "OPTIONS" ? route.continue() : route.fetch().then(() => route.abort()),
    );
    await loseRefund(page);
    await page.close();
    const again = await app.openAs("admin", `/orders/${orderId}`);
    await orderStatus(again, "PARTIALLY_REFUNDED");
    await sees(again, "Refund settled");
    assert.equal((await vendor.ledger(orderId))[0]?.totalRefundedMinor, 250);
    await again.getByText("is not settled").waitFor({ state: "hidden" });
  });

  it("lets a refund be given up that never arrived, and that somebody made elsewhere", async () => {
    const { page, orderId, checkoutId } = await openOrder();
    await vendor.act(checkoutId, "pay");
    await touch(checkoutId);
    await orderStatus(page, "PAID");
    await page.route("**/refundPayment", (route) => route.abort());
    await loseRefund(page);
    await page.keyboard.press("Escape");
    const elsewhere = { orderId, referenceId: "portal-1", amount: "2.50", reason: "Cold" };
    assert.equal((await call("refundPayment", elsewhere, admin)).status, 200);
    await orderStatus(page, "PARTIALLY_REFUNDED");
    const lost = page.getByRole("alert").filter({ hasText: "A refund of 2.50 AED is not settled" });
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
    await page.route("**/createPaymentLink", (route) =>
      route.request().method() === "OPTIONS" ? route.continue() : route.fetch().then(() => route.abort()),
    );
    await page.getByRole("button", { name: "Create link" }).click();
    await page.getByRole("alert").filter({ hasText: "No answer came" }).waitFor();
    await page.unroute("**/createPaymentLink");
    const exists = page.getByRole("alert").filter({ hasText: `Order ${proposed} exists already` });
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
    await page
      .getByRole("alert")
      .filter({ hasText: `Order ${other} exists already` })
      .waitFor();
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
    const { page, orderId, checkoutId } = await openOrder();
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

  it("says which index a list needs, what to do, and where to go until then", async () => {
    await linkFor(linkInput());
    const page = await app.openAs("staff", "/no/such/page");
    await refuseLists(page);
    await page.reload();
    await goTo(page, "/?status=FAILED");
    const alert = page.getByRole("alert").filter({ hasText: "This list needs an index" });
    await alert.getByText("npx firebase deploy --only firestore:indexes").waitFor();
    await alert.getByText("The query requires an index.").waitFor();
    assert.equal(await page.getByLabel("Loading").count(), 0);
    await shoot(page, "missing-index");
    // The list is asked for again and again: what is allowed before the click takes the link away.
    await page.getByRole("link", { name: "Show all orders" }).click();
    await page.waitForURL((url) => url.pathname + url.search === "/");
    await page.unrouteAll();
    // The refused session of Firestore's SDK would go on.
    await page.reload();
    await page.locator("tbody tr").first().waitFor();
    await alert.waitFor({ state: "hidden" });
  });

  const endings: Record<string, (uid: string) => Promise<unknown>> = {
    "the user is disabled": (uid) => app.auth.updateUser(uid, { disabled: true }),
    "the user is deleted": (uid) => app.auth.deleteUser(uid),
    "the user's tokens are revoked": (uid) => app.auth.revokeRefreshTokens(uid),
  };
  it("leads to the sign-in screen when the session ends while a page is open", async () => {
    const { orderId } = await linkFor(linkInput());
    const page = await app.open(`/orders/${orderId}`);
    for (const [why, end] of Object.entries(endings)) {
      const email = `${randomUUID()}@example.com`;
      const { uid } = await app.auth.createUser({ email, password: "a-password" });
      await app.auth.setCustomUserClaims(uid, { role: "staff" });
      await page.getByLabel("E-mail").fill(email);
      await page.getByLabel("Password", { exact: true }).fill("a-password");
      await page.getByRole("button", { name: "Sign in", exact: true }).click();
      await orderStatus(page, "PENDING");
      await waitUntil(`the page to find that ${why}`, async () => {
        // Auth counts whole seconds: a session that began in the one of its end goes on.
        await end(uid).catch((error: unknown) => assert.match(String(error), /no user record/));
        await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
        const ended = page.getByRole("status").filter({ hasText: "Your session has ended" });
        return (await ended.isVisible()) || undefined;
      });
      await signInScreen(page);
    }
    await shoot(page, "session-ended");
    await page.context().close();
  });

  it("does not take a session for ended whose token could not be renewed", async () => {
    const { orderId } = await linkFor(linkInput());
    const page = await app.open(`/orders/${orderId}`);
    await signIn(page, "staff");
    await orderStatus(page, "PENDING");
    // The token is valid for an hour.
    await page.clock.setFixedTime(Date.now() + 2 * 3_600_000);
    const isRenewal = (url: URL) => url.pathname.startsWith("/securetoken.googleapis.com/");
    await page.route(isRenewal, (route) => route.abort());
    await page.reload();
    await page.getByRole("heading", { name: "This page cannot be shown" }).waitFor();
    await page.unroute(isRenewal);
    await page.getByRole("button", { name: "Reload the page" }).click();
    await orderStatus(page, "PENDING");
    await page.context().close();
  });

  it("says that a deploy took the other language's texts away, and speaks it after a reload", async () => {
    const page = await app.openAs("staff", "/new");
    await page.getByLabel("Description").fill("Half a sentence");
    const texts = /\/assets\/ar-.*\.js$/;
    await page.route(texts, (route) => route.fulfill({ status: 404 }));
    await page.getByRole("button", { name: "Your account and settings" }).click();
    await page.getByRole("menuitem", { name: "العربية" }).click();
    await page.getByRole("alert").filter({ hasText: "A part of this page could not be loaded." }).waitFor();
    assert.equal(await page.getByLabel("Description").inputValue(), "Half a sentence");
    await page.unroute(texts);
    await page.reload();
    await page.getByRole("heading", { name: "رابط دفع جديد" }).waitFor();
    await page.locator('button[aria-haspopup="menu"]').click();
    await page.getByRole("menuitem", { name: "English" }).click();
    await page.getByRole("heading", { name: "New payment link" }).waitFor();
  });

  it("says what is wrong with settings that cannot be used", async () => {
    const page = await app.open();
    let settings = "";
    await page.route("**/settings.json", (route) =>
      route.fulfill({ contentType: "application/json", body: settings }),
    );
    const lists = { signInWith: ["password"], currencies: ["AED"] };
    for (const [given, reason] of [
      ["<!doctype html>", "/settings.json is missing, or is not JSON"],
      ["{}", "/settings.json has no list signInWith"],
      [JSON.stringify({ ...lists, currencies: "AED" }), "/settings.json has no list currencies"],
      [JSON.stringify({ ...lists, firebase: { projectId: "no-key" } }), "auth/invalid-api-key"],
    ] as const) {
      settings = given;
      await page.reload();
      await page
        .getByRole("alert")
        .filter({ hasText: "This page cannot be shown" })
        .getByText(reason)
        .waitFor();
    }
    await page.context().close();
  });

  it("says so when there is no such order and no such page", async () => {
    const page = await app.openAs("staff", "/orders/NO-SUCH-ORDER");
    await page.getByRole("heading", { name: "There is no order NO-SUCH-ORDER" }).waitFor();
    for (const orderId of ["..", "a%2Fb"]) {
      await goTo(page, orderPath(orderId));
      await page.getByRole("heading", { name: `There is no order ${orderId}`, exact: true }).waitFor();
    }
    // As an Arabic chat writes an address: with a mark of the writing direction at its end.
    await goTo(page, `/orders/${encodeURIComponent("ORD-1\u200f")}`);
    await page.getByRole("heading", { name: "There is no order ORD-1" }).waitFor();
    await goTo(page, "/no/such/page");
    await page.getByRole("heading", { name: "There is no such page" }).waitFor();
  });
}
