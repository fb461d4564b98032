import type { Page } from "playwright-core";

const CARD = { number: "4242 4242 4242 4242", expiry: "12/25", cvv: "100", name: "TEST USER" };

export const cards = {
  /** The vendor's documented one. */
  paid: CARD.number,
  declined: "4000 0000 0000 0002",
};

/** Opens the vendor's payment page and enters a card, up to the button. */
export async function enterCard(page: Page, url: string, number: string = cards.paid): Promise<void> {
  await page.goto(url);
  await page.locator('[name="number"]').fill(number);
  await page.locator('[name="expiry"]').fill(CARD.expiry);
  await page.locator('[name="cvv"]').fill(CARD.cvv);
  await page.locator('[name="name"]').fill(CARD.name);
  await page.locator('[name="terms"]').check();
}

export const pay = (page: Page): Promise<void> => page.locator('button[value="pay"]').click();
