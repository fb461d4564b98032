import type { Config } from "../../config.js";
import { refuseOtherContent, refuseRedacted } from "../link/link-conditions.js";
import { isPaid, isUnapplied } from "../model/attempt.js";
import { isSameContent, type OrderContent, readContent } from "../model/content.js";
import { changeAttempts, listAttempts, type Order, presentAttempt } from "../model/order.js";
import { OrderError } from "../model/order-error.js";
import { isSameAmount, toStored } from "../model/stored-content.js";
import { changeOrder } from "../store/change-order.js";
import type { OrderStore } from "../store/order-store.js";
import { paymentUnderway } from "../transition/derive.js";

export type Draft = { orderId: string; content: OrderContent };

/**
 * Stores an order's content. A live link for another amount is replaced when the next one is asked for.
 * @throws OrderError `already-exists` when the order is paid or has a live link for this amount; `failed-precondition`
 * when its personal data was erased
 */
export async function saveDraft(
  { orders, settings }: { orders: OrderStore; settings: Pick<Config, "livemode"> },
  { orderId, content }: Draft,
) {
  const { before } = await changeOrder(orders, orderId, ({ order, readTime: at }) => {
    if (order) {
      refuseRedacted(order);
      const stored = readContent(order.content);
      if (stored.ok && isSameContent(stored.value, content)) return null;
      const settling = isPaid(order) ? order.status : paymentUnderway(order);
      if (settling) {
        throw new OrderError("already-exists", `Order ${orderId} is ${settling}. Use another orderId.`);
      }
      refuseOtherContent(order, content);
    }
    const attempts = order ? listAttempts(order) : [];
    const corrected = attempts.filter(
      ([, one]) => isUnapplied(one) && isSameAmount(one.amount, content.amount),
    );
    return {
      patch: {
        content: toStored(content),
        // The next read counts the payment.
        attempts: changeAttempts(corrected, (one) => ({ ...one, nextCheckAt: at })),
        createdAt: order?.createdAt ?? at,
        ...(order && presentAttempt(order) ? {} : { livemode: settings.livemode }),
      },
      cause: { at, source: "operator" },
      facts: [{ type: "order.drafted" }],
    };
  });
  const status: Order["status"] = before.order?.status ?? "DRAFT";
  return { orderId, status };
}
