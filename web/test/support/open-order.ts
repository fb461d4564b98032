import type { Page } from "playwright-core";
import { linkInput } from "../../../functions/test/fixtures/link-input.js";
import { linkFor } from "../../../functions/test/support/callables.js";
import { touch } from "../../../functions/test/support/firestore.js";
import { vendor } from "../../../functions/test/support/vendor.js";
import { orderStatus } from "./screens.js";
import type { WebApp } from "./web-app.js";

type OpenOrder = { page: Page; orderId: string; checkoutId: string };

/** A new order with an open link, as an administrator sees it. */
export async function openOrder(app: WebApp): Promise<OpenOrder> {
  const { orderId, checkoutId } = await linkFor(linkInput());
  const page = await app.openAs("admin", `/orders/${orderId}`);
  await orderStatus(page, "PENDING");
  return { page, orderId, checkoutId };
}

/** The same, once it has been paid. */
export async function openPaidOrder(app: WebApp): Promise<OpenOrder> {
  const order = await openOrder(app);
  await vendor.act(order.checkoutId, "pay");
  await touch(order.checkoutId);
  await orderStatus(order.page, "PAID");
  return order;
}
