import type { Order } from "pointcheckout-firebase-client";

/** The customer's full name; null where the order has none, or it was erased. */
export function nameOf({ customer }: Order): string | null {
  return [customer?.firstName, customer?.lastName].filter(Boolean).join(" ") || null;
}

/** The e-mail address, else the phone with its calling code. */
export function contactOf({ customer }: Order): string | null {
  if (customer?.email) return customer.email;
  return customer?.phone ? `+${customer.phone}` : null;
}
