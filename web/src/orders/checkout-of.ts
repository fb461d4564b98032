import type { Order } from "pointcheckout-firebase-client";

/** The checkout that brought the order's money; without money, that of the newest link. Empty where there was none. */
export function checkoutOf({ payment }: Pick<Order, "payment">): string {
  const attempts = Object.entries(payment.attempts).toSorted(([, a], [, b]) => b.attempt - a.attempt);
  const [checkoutId = ""] =
    attempts.find(([, { counts }]) => counts !== null) ?? attempts.find(([, { surplus }]) => !surplus) ?? [];
  return checkoutId;
}
