import type { Page } from "playwright-core";

/** With the event that a browser sends only on a machine that has a network: an open stream is not cut without it. */
export async function setOffline(page: Page, isOffline: boolean): Promise<void> {
  await page.context().setOffline(isOffline);
  await page.evaluate((name) => window.dispatchEvent(new Event(name)), isOffline ? "offline" : "online");
}
