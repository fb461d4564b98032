import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { linkInput, newOrderId } from "../../../functions/test/fixtures/link-input.js";
import { call, linkFor } from "../../../functions/test/support/callables.js";
import { orderDocument } from "../../../functions/test/support/firestore.js";
import { paidLink } from "../../../functions/test/support/move-link.js";
import { budget } from "../../../test/budget.js";
import { shoot } from "../support/screens.js";
import { violationsOn } from "../support/violations.js";
import { DESKTOP, goTo, PHONE, signIn, signOut, type WebApp } from "../support/web-app.js";

type Scheme = "light" | "dark";
const otherScheme = { light: "dark", dark: "light" } as const;

export function accessibilitySpecs(app: WebApp): void {
  let pending: string;
  let paid: string;
  before(async () => {
    const items = [{ name: "Coffee", quantity: 2, unitprice: "5.00", linetotal: "10.00" }];
    const totals = { subtotal: "10.00", tax: "2.50" };
    const [open, done] = await Promise.all([linkFor(linkInput({ items, totals })), paidLink()]);
    pending = `/orders/${open.orderId}`;
    paid = `/orders/${done.orderId}`;
    await call("refreshOrder", { orderId: done.orderId });
  });

  /** What moves in is half transparent for a moment. */
  const stillness = (page: Page) =>
    page.waitForFunction(() =>
      document
        .getAnimations()
        .every(
          (one) =>
            one.effect?.getTiming().iterations === Number.POSITIVE_INFINITY || one.playState !== "running",
        ),
    );

  const showScheme = async (page: Page, scheme: Scheme) => {
    await page.emulateMedia({ colorScheme: scheme });
    await page.locator(`html[data-mantine-color-scheme="${scheme}"]`).waitFor();
    await stillness(page);
  };

  /** What is wrong with a screen as it is: by every rule in one scheme, and by its colours in the other one. */
  async function violationsOf(page: Page, name: string, scheme: Scheme): Promise<string[]> {
    await stillness(page);
    const found = await violationsOn(page);
    if (budget.looksAtScreens) {
      await showScheme(page, otherScheme[scheme]);
      found.push(...(await violationsOn(page, ["color-contrast"])));
      await showScheme(page, scheme);
    }
    await shoot(page, name);
    await page.setViewportSize(PHONE);
    await shoot(page, `${name}-phone`);
    const isTooWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    if (isTooWide) found.push("wider than a phone");
    await page.setViewportSize(DESKTOP);
    return found.map((line) => `${name}: ${line}`);
  }

  describe("every screen", () => {
    let page: Page;
    before(async () => {
      page = await app.open();
    });
    after(() => page.context().close());

    // Colours do not depend on the language: each screen is looked at once with each of both.
    for (const { language, scheme } of [
      { language: "en", scheme: "light" },
      { language: "ar", scheme: "dark" },
    ] as const)
      it(`has no violation, and fits a phone: ${language}, ${scheme}`, async () => {
        const found: string[] = [];
        const look = async (name: string) => {
          found.push(...(await violationsOf(page, `${name}-${language}-${scheme}`, scheme)));
        };
        if (language === "ar") await page.getByRole("button", { name: "العربية" }).click();
        await page.locator(`html[lang="${language}"]`).waitFor();
        await showScheme(page, scheme);
        await look("sign-in");
        await signIn(page, "admin");
        await page.locator("tbody tr").first().waitFor();
        await look("orders");
        await goTo(page, "/?q=nothing-like-this");
        await page.locator("h2").waitFor();
        await look("nothing-found");
        await goTo(page, "/new");
        for (const address of [0, 1]) await page.locator("form button[aria-expanded]").nth(address).click();
        await page.locator('form button[type="submit"]').click();
        await page.locator('[aria-invalid="true"]').first().waitFor();
        await look("new-link");
        await goTo(page, pending);
        await page.locator('main [data-status="PENDING"]').first().waitFor();
        await page.locator("main li[data-type]").first().waitFor();
        await look("order-open");
        await goTo(page, paid);
        await page.locator('main [data-status="PAID"]').first().waitFor();
        await page.locator('main li[data-type="order.paid"]').waitFor();
        await page.locator("main header button").nth(1).click();
        await page.locator(".mantine-Notification-root").waitFor();
        await look("refreshed");
        await page.locator("main header button").first().click();
        await page.getByRole("dialog").getByRole("textbox").first().waitFor();
        await look("refund");
        await goTo(page, "/");
        if (language === "en") await signOut(page);
        assert.deepEqual(found, []);
      });
  });

  it("prints a dark page in light colours", async () => {
    const page = await app.openAs("staff", pending);
    await page.locator('main [data-status="PENDING"]').first().waitFor();
    await showScheme(page, "dark");
    const printed = await page.evaluateHandle(() => {
      const colours: string[] = [];
      addEventListener("beforeprint", () => colours.push(getComputedStyle(document.body).color));
      return colours;
    });
    await page.pdf();
    assert.deepEqual(await printed.jsonValue(), ["rgb(24, 34, 48)"]);
    await page.locator('html[data-mantine-color-scheme="dark"]').waitFor();
    await showScheme(page, "light");
    await page.emulateMedia({ colorScheme: null });
  });

  it("names the screen in the window's title, of each of several tabs", async () => {
    const page = await app.openAs("staff", pending);
    const orderId = pending.slice("/orders/".length);
    await page.waitForFunction((title) => document.title === title, `${orderId} – Payments`);
    await goTo(page, "/new");
    await page.waitForFunction(() => document.title === "New payment link – Payments");
    await goTo(page, "/");
    await page.waitForFunction(() => document.title === "Orders – Payments");
  });

  it("cuts nothing off, at whatever width", async () => {
    const orderId = newOrderId("ORDER".repeat(10));
    await linkFor(linkInput({ orderId }));
    await orderDocument(orderId).update({ "payment.problem": "amount_differs" });
    const page = await app.openAs("staff", "/");
    const row = page.getByRole("row").filter({ hasText: orderId });
    await row.getByRole("img", { name: "This order has a problem" }).waitFor();
    const cut = () =>
      row.evaluate((element) => {
        const end = element.closest("table")?.getBoundingClientRect().right ?? 0;
        return [...element.querySelectorAll("td")]
          .filter(
            (cell) =>
              cell.getBoundingClientRect().right > end ||
              // The others show by dots that there is more.
              (cell.dataset.column === "status" && cell.scrollWidth > cell.clientWidth),
          )
          .map((cell) => cell.dataset.column);
      });
    for (const width of [360, 900, 1024, 1060, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      assert.deepEqual(await cut(), [], `${width} px`);
    }
    await goTo(page, `/orders/${orderId}`);
    await page.getByRole("heading", { name: orderId }).waitFor();
    await page.setViewportSize({ width: 360, height: 740 });
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
    await page.setViewportSize(DESKTOP);
  });

  it("takes a clerk through a whole payment link with the keyboard alone", async () => {
    const page = await app.openAs("staff", "/");
    // The focus begins at the start of a page that was loaded.
    await page.reload();
    await page.locator("tbody tr").first().waitFor();
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("href")), "#content");
    await tabTo(page, "New link");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "New payment link" }).waitFor();
    await tabTo(page, "Amount");
    await page.keyboard.type("7.50");
    await tabTo(page, "Description");
    await page.keyboard.type("Typed tea");
    await page.keyboard.press("Enter");
    await page.locator('main [data-status="PENDING"]').first().waitFor();
    await tabTo(page, "Cancel link");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor();
    await page.locator('[role="dialog"] :focus', { hasText: "Close" }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await page.locator('main [data-status="PENDING"]').first().waitFor();
    await page.locator("button:focus", { hasText: "Cancel link" }).waitFor();
    await page.keyboard.press("Enter");
    await page.locator('[role="dialog"] :focus', { hasText: "Close" }).waitFor();
    // Mantine gives it the focus twice, and would take it back from what comes next.
    await page.evaluate(() => new Promise((idle) => requestIdleCallback(idle)));
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.locator('main [data-status="CANCELLED"]').first().waitFor();
    // The button is gone: what comes next is still in the order.
    await page.locator("#content:focus").waitFor();
    await tabTo(page, "Make the link", 3);
  });
}

/** Presses Tab until something of this name has the focus. */
async function tabTo(page: Page, name: string, most = 60): Promise<void> {
  for (let presses = 0; presses < most; presses += 1) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      const label =
        element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : element?.textContent;
      return label ?? "";
    });
    if (focused.startsWith(name)) return;
  }
  throw new Error(`${most} presses of Tab do not reach ${name}`);
}
