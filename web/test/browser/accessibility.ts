import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { linkInput } from "../../../functions/test/fixtures/link-input.js";
import { call, linkFor } from "../../../functions/test/support/callables.js";
import { orderInStatus, touch } from "../../../functions/test/support/firestore.js";
import { vendor } from "../../../functions/test/support/vendor.js";
import { cacheDir } from "../../../scripts/lib/paths.mjs";
import { budget } from "../../../test/budget.js";
import { violationsOn } from "../support/violations.js";
import type { WebApp } from "../support/web-app.js";

const shots = join(cacheDir, "web-screens");

export function accessibilitySpecs(app: WebApp): void {
  let pending: string;
  let paid: string;
  before(async () => {
    mkdirSync(shots, { recursive: true });
    const items = [{ name: "Coffee", quantity: 2, unitprice: "5.00", linetotal: "10.00" }];
    const totals = { subtotal: "10.00", tax: "2.50" };
    const [open, done] = await Promise.all([linkFor(linkInput({ items, totals })), linkFor(linkInput())]);
    pending = `/orders/${open.orderId}`;
    paid = `/orders/${done.orderId}`;
    await vendor.act(done.checkoutId, "pay");
    await touch(done.checkoutId);
    await orderInStatus(done.orderId, "PAID");
    await call("refreshOrder", { orderId: done.orderId });
  });

  const shoot = async (page: Page, name: string) => {
    if (budget.takesScreenshots) await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
  };

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

  for (const language of ["en", "ar"] as const)
    it(`no screen has a violation in either colour scheme, nor is too wide for a phone: ${language}`, async () => {
      const options = { language };
      const found: string[] = [];
      const look = async (page: Page, name: string) => {
        await stillness(page);
        const violations = await violationsOn(page);
        await shoot(page, `${name}-${language}-light`);
        await page.emulateMedia({ colorScheme: "dark" });
        await page.locator('html[data-mantine-color-scheme="dark"]').waitFor();
        await stillness(page);
        violations.push(...(await violationsOn(page, ["color-contrast"])));
        await page.setViewportSize({ width: 390, height: 844 });
        await shoot(page, `${name}-${language}-dark-phone`);
        const isTooWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
        if (isTooWide) violations.push("wider than a phone");
        await page.setViewportSize({ width: 1280, height: 800 });
        await page.emulateMedia({ colorScheme: "light" });
        found.push(...violations.map((line) => `${name}: ${line}`));
      };
      const signIn = await app.open("/", options);
      await look(signIn, "sign-in");
      await signIn.close();

      const page = await app.openAs("admin", "/", options);
      await page.locator("tbody tr").first().waitFor();
      await look(page, "orders");
      await page.goto(new URL("/?q=nothing-like-this", page.url()).href);
      await page.locator("h2").waitFor();
      await look(page, "nothing-found");
      await page.goto(new URL("/new", page.url()).href);
      await page.locator('form button[type="submit"]').click();
      await page.locator('[aria-invalid="true"]').first().waitFor();
      await look(page, "new-link");
      await page.goto(new URL(pending, page.url()).href);
      await page.locator('main [data-status="PENDING"]').first().waitFor();
      await page.locator("main li[data-type]").first().waitFor();
      await look(page, "order-open");
      await page.goto(new URL(paid, page.url()).href);
      await page.locator('main [data-status="PAID"]').first().waitFor();
      await page.locator('main li[data-type="order.paid"]').waitFor();
      await page.locator("main header button").first().click();
      await page.getByRole("dialog").getByRole("textbox").first().waitFor();
      await look(page, "refund");
      await page.close();
      assert.deepEqual(found, []);
    });

  it("takes a clerk through a whole payment link with the keyboard alone", async () => {
    const page = await app.openAs("staff", "/");
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
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await page.close();
  });
}

/** Presses Tab until something of this name has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      const label =
        element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : element?.textContent;
      return label ?? "";
    });
    if (focused.startsWith(name)) return;
  }
  throw new Error(`60 presses of Tab do not reach ${name}`);
}
