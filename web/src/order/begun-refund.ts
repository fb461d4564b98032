/** A refund whose answer has not come. It is kept beside the page, because the page may be closed before it comes. */
export type BegunRefund = {
  referenceId: string;
  /** A decimal in major units. */
  amount: string;
  reason: string;
  checkoutId: string;
};

const key = (orderId: string) => `refund:${orderId}`;

export function readBegunRefund(orderId: string): BegunRefund | null {
  try {
    return JSON.parse(localStorage.getItem(key(orderId)) ?? "null") as BegunRefund | null;
  } catch {
    return null;
  }
}

export function keepBegunRefund(orderId: string, refund: BegunRefund): void {
  try {
    localStorage.setItem(key(orderId), JSON.stringify(refund));
  } catch {
    // Storage is blocked. The order's history shows the refund once the functions have it.
  }
}

export function forgetBegunRefund(orderId: string): void {
  try {
    localStorage.removeItem(key(orderId));
  } catch {
    // Storage is blocked: nothing was kept.
  }
}

export const newReferenceId = (): string => `web-${crypto.randomUUID()}`;
