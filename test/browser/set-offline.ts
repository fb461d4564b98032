import type { Page } from "playwright-core";

/**
 * With the event that a browser sends only on a machine that has a network, or now and then: an open stream is not cut
 * without it. A page that the browser's own event has made load itself again needs no other.
 */
export async function setOffline(page: Page, isOffline: boolean): Promise<void> {
  await page.context().setOffline(isOffline);
  const event = isOffline ? "offline" : "online";
  await page
    .evaluate((name) => window.dispatchEvent(new Event(name)), event)
    .catch((error: unknown) => {
      if (!/because of a navigation/.test(String(error))) throw error;
    });
}
