import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { cacheDir } from "../../../scripts/lib/paths.mjs";
import { setOffline } from "../../../test/browser/set-offline.js";
import { budget } from "../../../test/budget.js";

/** The order's status as the order's page shows it, once that has heard the server: the emulator loses earlier writes. */
export async function orderStatus(page: Page, status: string): Promise<void> {
  await page.locator(`header [data-status="${status}"]`).first().waitFor();
  await page.locator('[data-stale="true"]').waitFor({ state: "detached" });
}

/** Does something while the page has no network. */
export async function whileOffline(page: Page, act: () => Promise<unknown>): Promise<void> {
  await setOffline(page, true);
  try {
    await act();
  } finally {
    await setOffline(page, false);
  }
}

/** The message, of a page or of a part of it, that holds a text. */
export const alertWith = (where: Page | Locator, text: string): Locator =>
  where.getByRole("alert").filter({ hasText: text });

export const sees = (page: Page, text: string): Promise<void> => page.getByText(text).first().waitFor();

/** The labels of the fields that are marked as wrong. */
export const invalidLabels = (page: Page): Promise<string[]> =>
  page
    .locator('input[aria-invalid="true"]')
    .evaluateAll((inputs) =>
      inputs.map((input) => (input as HTMLInputElement).labels?.[0]?.textContent ?? ""),
    );

/** Draws the page to `.cache/web-screens` for whoever looks at it. */
export async function shoot(page: Page, name: string): Promise<void> {
  if (budget.looksAtScreens)
    await page.screenshot({ path: join(cacheDir, "web-screens", `${name}.png`), fullPage: true });
}

type Link = { orderId: string; amount: string; description: string; phone?: string };

/** Fills in the form for a new link, with a customer. */
export async function fillLink(page: Page, { orderId, amount, description, phone }: Link): Promise<void> {
  await page.getByRole("textbox", { name: "Amount" }).fill(amount);
  await page.getByLabel("Description").fill(description);
  await page.getByLabel("Order id").fill(orderId);
  await page.getByLabel("First name").fill("Cleo");
  await page.getByLabel("Last name").fill("Customer");
  await page.getByLabel("Phone").fill(phone ?? "+971 50 123 4567");
  await page.getByLabel("E-mail", { exact: true }).fill("cleo@example.com");
}
