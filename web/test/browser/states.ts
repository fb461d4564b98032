import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import type { Page } from "playwright-core";
import { linkInput, newOrderId } from "../../../functions/test/fixtures/link-input.js";
import { linkFor } from "../../../functions/test/support/callables.js";
import { waitUntil } from "../../../functions/test/support/wait-until.js";
import { orderPath } from "../../src/orders/order-path.js";
import { alertWith, fillLink, orderStatus, shoot } from "../support/screens.js";
import { chooseFromMenu, goTo, signIn, signInScreen, type WebApp } from "../support/web-app.js";

/** What a clerk sees where a page, a session or the settings fail: never a blank page, never a wheel that turns for ever. */
export function statesSpecs(app: WebApp): void {
  it("answers 404 for a script of another version, which would be kept for a year, and the page for any screen", async () => {
    const status = async (path: string) => (await fetch(`${process.env.HOSTING_EMULATOR_URL}${path}`)).status;
    assert.equal(await status("/assets/gone-1234.js"), 404);
    for (const orderId of ["2024/123", "a%2Fb", ".."])
      assert.equal(await status(orderPath(orderId)), 200, orderId);
  });

  /** @returns the uid, and what enters the address and the password of this user, who is staff */
  async function createUser(): Promise<{ uid: string; enter: (page: Page) => Promise<void> }> {
    const [email, password] = [`${randomUUID()}@example.com`, "a-password"];
    const { uid } = await app.auth.createUser({ email, password });
    await app.auth.setCustomUserClaims(uid, { role: "staff" });
    const enter = async (page: Page) => {
      await signInScreen(page);
      await page.getByLabel("E-mail").fill(email);
      await page.getByLabel("Password", { exact: true }).fill(password);
      await page.getByRole("button", { name: "Sign in", exact: true }).click();
    };
    return { uid, enter };
  }

  /** Has the session end, and the page find out. */
  const endSession = (page: Page, why: string, end: () => Promise<unknown>) =>
    waitUntil(`the page to find that ${why}`, async () => {
      // Auth counts whole seconds: a session that began in the one of its end goes on.
      await end().catch((error: unknown) => assert.match(String(error), /no user record/));
      await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
      const ended = page.getByRole("status").filter({ hasText: "Your session has ended" });
      return (await ended.isVisible()) || undefined;
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
      const { uid, enter } = await createUser();
      await enter(page);
      await orderStatus(page, "PENDING");
      await endSession(page, why, () => end(uid));
    }
    await signInScreen(page);
    await shoot(page, "session-ended");
    await page.context().close();
  });

  it("keeps what was typed over a reload and the session's end, until the clerk goes elsewhere", async () => {
    const page = await app.open("/new");
    const { uid, enter } = await createUser();
    await enter(page);
    const orderId = newOrderId();
    const typed = { orderId, amount: "5.00", description: "Tea" };
    const isKept = async () => {
      const fields = ["Order id", "Amount", "Description"].map((name) => page.getByRole("textbox", { name }));
      const kept = await Promise.all(fields.map((field) => field.inputValue()));
      return kept.join() === Object.values(typed).join();
    };
    await fillLink(page, typed);
    await page.reload();
    assert.ok(await isKept(), "after a reload");
    await endSession(page, "the tokens are revoked", () => app.auth.revokeRefreshTokens(uid));
    await enter(page);
    assert.ok(await isKept(), "after the session's end");
    await goTo(page, "/");
    await page.getByRole("heading", { name: "Orders", exact: true }).waitFor();
    await goTo(page, "/new");
    await page.getByRole("heading", { name: "New payment link" }).waitFor();
    assert.ok(!(await isKept()), "somewhere else it was given up");
    await fillLink(page, typed);
    await chooseFromMenu(page, "Sign out");
    await enter(page);
    assert.ok(!(await isKept()), "who signs out leaves nothing");
    await page.context().close();
  });

  it("leaves nothing that was typed to another clerk who signs in after the session's end", async () => {
    const page = await app.open("/new");
    const [one, other] = [await createUser(), await createUser()];
    await one.enter(page);
    await fillLink(page, { orderId: newOrderId(), amount: "5.00", description: "Tea" });
    const kept = () => page.evaluate(() => JSON.stringify(sessionStorage));
    assert.match(await kept(), /Tea/);
    await endSession(page, "the user is disabled", () => app.auth.updateUser(one.uid, { disabled: true }));
    await other.enter(page);
    await page.getByRole("heading", { name: "New payment link" }).waitFor();
    assert.equal(await page.getByLabel("Description").inputValue(), "");
    assert.doesNotMatch(await kept(), /Tea|Cleo/);
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
    await chooseFromMenu(page, "العربية");
    await alertWith(page, "could not be loaded. Check your connection").waitFor();
    assert.equal(await page.getByLabel("Description").inputValue(), "Half a sentence");
    await page.unroute(texts);
    await page.reload();
    await page.getByRole("heading", { name: "رابط دفع جديد" }).waitFor();
    await chooseFromMenu(page, "English");
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
      await alertWith(page, "This page cannot be shown").getByText(reason).waitFor();
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
