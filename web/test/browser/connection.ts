import assert from "node:assert/strict";
import { linkInput } from "../../../functions/test/fixtures/link-input.js";
import { linkFor } from "../../../functions/test/support/callables.js";
import { moveLink } from "../../../functions/test/support/move-link.js";
import { waitUntil } from "../../../functions/test/support/wait-until.js";
import { setOffline } from "../../../test/browser/set-offline.js";
import { refuseLists } from "../support/missing-index.js";
import { openOrder } from "../support/open-order.js";
import { alertWith, orderStatus, sees, shoot, whileOffline } from "../support/screens.js";
import { goTo, signIn, type WebApp } from "../support/web-app.js";

/** What a clerk sees while the server is not heard, or a list cannot be given. */
export function connectionSpecs(app: WebApp): void {
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
    const { page, orderId, checkoutId } = await openOrder(app);
    await whileOffline(page, async () => {
      await sees(page, "The server cannot be heard.");
      await page.getByRole("button", { name: "Refresh" }).click();
      await alertWith(page, "No answer came").waitFor();
      await page.locator('header [data-status="PENDING"]').waitFor();
      // To the end, for the emulator loses a write to a listener that opens in the same instant.
      await moveLink({ orderId, checkoutId }, "pay", "PAID");
    });
    await orderStatus(page, "PAID");
    await page.getByText("The server cannot be heard.").waitFor({ state: "hidden" });
    assert.ok(page.url().endsWith(orderId));
  });

  it("says of a screen that was never loaded that it needs the connection, and shows it once that is back", async () => {
    const { orderId } = await linkFor(linkInput());
    const page = await app.open();
    await signIn(page, "staff");
    const link = page.getByRole("link", { name: orderId });
    await link.waitFor();
    await setOffline(page, true);
    await link.click();
    await sees(page, "Check your connection, then reload the page.");
    await shoot(page, "screen-offline");
    await setOffline(page, false);
    await orderStatus(page, "PENDING");
    await page.context().close();
  });

  it("speaks of no action where a list is not heard", async () => {
    const page = await app.openAs("staff");
    await page.locator("tbody tr").first().waitFor();
    await whileOffline(page, async () => {
      await goTo(page, "/?until=2001-01-01");
      const alert = alertWith(page, "No answer came");
      await alert.getByText("We keep trying").waitFor();
      assert.equal(await alert.getByText("last action").count(), 0);
    });
    await sees(page, "No orders found");
  });

  it("searches and exports again after it could not", async () => {
    const { orderId } = await linkFor(linkInput());
    const page = await app.openAs("staff");
    await page.getByRole("link", { name: orderId }).waitFor();
    let isLost = true;
    await page.route("**:runAggregationQuery*", (route) => (isLost ? route.abort() : route.continue()));
    const alert = alertWith(page, "No answer came");
    const exportButton = page.getByRole("button", { name: "Export as CSV" });
    await exportButton.click();
    await alert.waitFor();
    assert.equal(await alert.getByText("last action").count(), 0);
    isLost = false;
    const [download] = await Promise.all([page.waitForEvent("download"), exportButton.click()]);
    assert.match(download.suggestedFilename(), /^orders-/);
    await alert.waitFor({ state: "hidden" });
    await whileOffline(page, async () => {
      await goTo(page, `/?q=${orderId}`);
      await alert.waitFor();
      assert.equal(await alert.getByText("last action").count(), 0);
    });
    await waitUntil("the search to succeed", async () => {
      await page
        .getByRole("button", { name: "Search again" })
        .click({ timeout: 1_000 })
        .catch(() => undefined);
      return (await page.getByRole("link", { name: orderId }).isVisible()) || undefined;
    });
  });

  it("says which index a list needs, what to do, and where to go until then", async () => {
    await linkFor(linkInput());
    const page = await app.openAs("staff", "/no/such/page");
    await refuseLists(page);
    await page.reload();
    await goTo(page, "/?status=FAILED");
    const alert = alertWith(page, "This list needs an index");
    // Where firebase.json lists several databases, `firestore:indexes` deploys nothing.
    await alert.getByText("npx firebase deploy --only firestore", { exact: true }).waitFor();
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
}
