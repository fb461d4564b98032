import type { Order } from "pointcheckout-firebase-client";

/** An order's status and content as text: two of them are equal while nobody has changed the order. */
export function contentText({ status, customerUid = null, description, amount, ...rest }: Order): string {
  const { items, totals, customer, billingAddress, deliveryAddress, linkOptions } = rest;
  const contacts = { customerUid, customer, billingAddress, deliveryAddress };
  return JSON.stringify({ status, description, amount, items, totals, linkOptions, ...contacts }, sortKeys);
}

/** Firestore keeps no order of keys. */
const sortKeys = (_key: string, value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => a.localeCompare(b)))
    : value;
