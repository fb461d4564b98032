import type { DocumentData } from "firebase-admin/firestore";

/** A line of an order that takes something from the stock. */
export type Line = { sku: string; quantity: number };

/** What a fulfilment needs to know of `orders/{orderId}`, and all that it reads of it. */
export type PaidOrder = {
  status: string;
  livemode: boolean;
  /** The money is what the order costs, or an administrator has accepted it for the order. */
  isPaidInFull: boolean;
  lines: Line[];
  email: string | null;
};

/** Lines without a SKU take nothing from the stock. Several of one SKU become one. */
export function readPaidOrder(data: DocumentData): PaidOrder {
  const quantities = new Map<string, number>();
  const items: unknown[] = Array.isArray(data.items) ? data.items : [];
  for (const item of items) {
    const { sku, quantity } = Object(item);
    const article = typeof sku === "string" ? sku.trim() : "";
    if (article !== "" && typeof quantity === "number") {
      quantities.set(article, (quantities.get(article) ?? 0) + quantity);
    }
  }
  const email: unknown = data.customer?.email;
  return {
    status: String(data.status),
    livemode: data.payment?.livemode === true,
    isPaidInFull: isPaidInFull(data),
    lines: [...quantities].map(([sku, quantity]) => ({ sku, quantity })),
    email: typeof email === "string" ? email : null,
  };
}

/** `order.paid` is written of no other order; but before goods are sent it is worth a second look. */
function isPaidInFull({ amount, payment }: DocumentData): boolean {
  const { paid, attempts } = payment ?? {};
  const accepted = Object.values(attempts ?? {}).some((attempt) => Object(attempt).counts === "accepted");
  const isSame = paid?.minor === amount?.minor && paid?.currency === String(amount?.currency).toUpperCase();
  return accepted || (typeof paid?.minor === "number" && isSame);
}
