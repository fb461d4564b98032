import {
  type Connection,
  countOrders,
  type Order,
  type OrderFilter,
  readOrders,
} from "pointcheckout-firebase-client";
import { toDecimal } from "../shared/money.js";
import { checkoutOf } from "./checkout-of.js";
import { toCsv } from "./to-csv.js";

const PAGE_LENGTH = 500;

type Tell = (progress: { done: number; total: number }) => void;

/** A row of the file. The names stay the same in every language: programs read them. */
const toRow = ({ orderId, status, amount, description, customer, createdAt, payment }: Order) => ({
  order_id: orderId,
  status,
  amount: toDecimal(amount),
  currency: amount.currency,
  description,
  first_name: customer?.firstName ?? "",
  last_name: customer?.lastName ?? "",
  email: customer?.email ?? "",
  // Without the sign, which a spreadsheet would take for a formula's.
  phone: customer?.phone ?? "",
  created_at: createdAt?.toDate().toISOString() ?? "",
  paid_at: payment.paidAt?.toDate().toISOString() ?? "",
  paid: payment.paid ? toDecimal(payment.paid) : "",
  refunded: payment.refunded ? toDecimal(payment.refunded) : "",
  method: payment.method ?? "",
  problem: payment.problem ?? "",
  checkout_id: checkoutOf({ payment }),
});

/**
 * Reads all orders that a filter lets through, page after page.
 *
 * @returns the text of a CSV file; null when `signal` ended it before
 * @throws PointCheckoutError
 */
export async function exportOrders(
  connection: Connection,
  filter: OrderFilter,
  tell: Tell,
  signal: AbortSignal,
): Promise<string | null> {
  const total = await countOrders(connection, filter);
  const rows: ReturnType<typeof toRow>[] = [];
  let after: OrderFilter["after"] = null;
  do {
    if (signal.aborted) return null;
    tell({ done: rows.length, total });
    const page = await readOrders(connection, { ...filter, limit: PAGE_LENGTH, after });
    rows.push(...page.orders.map(toRow));
    after = page.next;
  } while (after);
  if (signal.aborted) return null;
  return toCsv(rows);
}

/** Has the browser save a file. The mark at its start tells Excel that it is UTF-8: Arabic would be garbled. */
export function saveFile(text: string, name: string): void {
  const url = URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/csv;charset=utf-8" }));
  const anchor = document.createElement("a");
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  URL.revokeObjectURL(url);
}
