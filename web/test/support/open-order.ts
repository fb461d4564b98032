import type { Page } from "playwright-core";
import { linkInput } from "../../../functions/test/fixtures/link-input.js";
import { linkFor } from "../../../functions/test/support/callables.js";
import { orderStatus } from "./screens.js";
import type { WebApp } from "./web-app.js";

/** A new order with an open link, as an administrator sees it. */
export async function openOrder(app: WebApp): Promise<{ page: Page; orderId: string; checkoutId: string }> {
  const { orderId, checkoutId } = await linkFor(linkInput());
  const page = await app.openAs("admin", `/orders/${orderId}`);
  await orderStatus(page, "PENDING");
  return { page, orderId, checkoutId };
}
