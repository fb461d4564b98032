import { historyTexts } from "./history.js";
import { newLinkTexts } from "./new-link.js";
import { orderTexts } from "./order.js";
import { ordersTexts } from "./orders.js";
import { shellTexts } from "./shell.js";
import { signInTexts } from "./sign-in.js";

export const en = {
  ...shellTexts,
  ...signInTexts,
  ...ordersTexts,
  ...newLinkTexts,
  ...orderTexts,
  ...historyTexts,
};
