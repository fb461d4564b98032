import type { Order } from "../../../functions/src/orders/model/order.js";

const HIDDEN = "***";

/** A name or a number by its first character alone: enough to compare with what somebody says on the phone. */
export const maskText = (text: string): string => `${Array.from(text)[0] ?? ""}${HIDDEN}`;
const maskPhone = (phone: string): string => `${HIDDEN}${phone.slice(-2)}`;
/** A domain of one's own names a person as well. */
const maskEmail = (email: string): string => `${maskText(email)}@${maskText(email.split("@")[1] ?? "")}`;

/**
 * An order whose personal data cannot be read: of a customer first characters, of a phone the last digits, of an
 * address the country alone. Payment pages are hidden too: whoever has one's address sees what it shows.
 */
export function maskOrder(order: Order): Order {
  const { content, attempts, link } = order;
  const { amount, totals, linkOptions, items } = content;
  return {
    ...order,
    content: {
      amount,
      totals,
      linkOptions,
      description: maskValue(content.description),
      customerUid: maskValue(content.customerUid),
      items: Array.isArray(items)
        ? items.map((item) => maskFields(item, { name: maskText }, keep))
        : hide(items),
      customer: maskFields(content.customer, { email: maskEmail, phone: maskPhone }, maskValue),
      billingAddress: maskFields(content.billingAddress, { country: keep }, hide),
      deliveryAddress: maskFields(content.deliveryAddress, { country: keep }, hide),
    },
    link: link && { ...link, url: HIDDEN },
    attempts: Object.fromEntries(
      Object.entries(attempts).map(([id, attempt]) => [id, { ...attempt, url: attempt.url && HIDDEN }]),
    ),
  };
}

const keep = (value: unknown): unknown => value;
/** null and undefined stay as they are. */
const hide = (value: unknown): unknown => (value == null ? value : HIDDEN);
const maskValue = (value: unknown): unknown => (typeof value === "string" ? maskText(value) : hide(value));

/** The named texts of an object masked in their own way, and all else of it in the other; what is no object is hidden. */
function maskFields(
  value: unknown,
  named: Record<string, (text: string) => unknown>,
  other: (value: unknown) => unknown,
): unknown {
  if (typeof value !== "object" || value === null) return hide(value);
  const masked = Object.entries(value).map(([name, field]) => {
    const mask = typeof field === "string" ? named[name] : undefined;
    return [name, mask ? mask(field as string) : other(field)];
  });
  return Object.fromEntries(masked);
}

export const hideUrl = (url: string | null): string | null => url && HIDDEN;
