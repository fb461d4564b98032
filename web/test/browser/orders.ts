import assert from "node:assert/strict";
import { linkInput } from "../../../functions/test/fixtures/link-input.js";
import { linkFor } from "../../../functions/test/support/callables.js";
import { touch } from "../../../functions/test/support/firestore.js";
import { vendor } from "../../../functions/test/support/vendor.js";
import type { WebApp } from "../support/web-app.js";

export function ordersSpecs(app: WebApp): void {
  it("shows a new order at once, and its payment without a reload, in two windows", async () => {
    const [page, other] = await Promise.all([app.openAs("staff"), app.openAs("admin")]);
    const { orderId, checkoutId } = await linkFor(linkInput({ description: "Two teas" }));
    const rows = [page, other].map((one) => one.getByRole("row").filter({ hasText: orderId }));
    for (const row of rows) await row.getByText("Waiting for payment").waitFor();
    assert.match((await rows[0]?.textContent()) ?? "", /Test User.*user@example\.com.*Two teas.*12\.50 AED/);
    await vendor.act(checkoutId, "pay");
    await touch(checkoutId);
    for (const row of rows) await row.getByText("Paid", { exact: true }).waitFor();
  });
}
