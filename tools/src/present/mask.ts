import type { Order } from "../../../functions/src/orders/order.js";

const HIDDEN = "***";

/** A name or a number by its first character alone: enough to compare with what somebody says on the phone. */
export const maskText = (text: string): string => `${Array.from(text)[0] ?? ""}${HIDDEN}`;
export const maskPhone = (phone: string): string => `${HIDDEN}${phone.slice(-2)}`;
/** A domain of one's own names a person as well. */
export const maskEmail = (email: string): string =>
  `${maskText(email)}@${maskText(email.split("@")[1] ?? "")}`;

/**
 * An order whose personal data cannot be read: of a customer first characters, of a phone the last digits, of an
 * address the country alone. Payment pages are hidden too: whoever has one's address sees what it shows.
 */
export function maskOrder(order: Order): Order {
  const { customer, billingAddress, deliveryAddress, customerUid, attempts } = order;
  return {
    ...order,
    description: maskText(order.description),
    ...(order.items ? { items: order.items.map((item) => ({ ...item, name: maskText(item.name) })) } : {}),
    customerUid: customerUid ? maskText(customerUid) : null,
    ...(customer ? { customer: maskCustomer(customer) } : {}),
    ...(billingAddress ? { billingAddress: maskAddress(billingAddress) } : {}),
    ...(deliveryAddress ? { deliveryAddress: maskAddress(deliveryAddress) } : {}),
    attempts: Object.fromEntries(
      Object.entries(attempts).map(([id, attempt]) => [id, { ...attempt, url: attempt.url && HIDDEN }]),
    ),
  };
}

const maskCustomer = ({ id, firstName, lastName, email, phone }: NonNullable<Order["customer"]>) => ({
  ...(id ? { id: maskText(id) } : {}),
  firstName: maskText(firstName),
  lastName: maskText(lastName),
  email: maskEmail(email),
  ...(phone ? { phone: maskPhone(phone) } : {}),
});

const maskAddress = ({ country }: NonNullable<Order["billingAddress"]>) => ({
  name: HIDDEN,
  address1: HIDDEN,
  city: HIDDEN,
  country,
});

/** Where something is hidden. */
export const hideUrl = (url: string | null): string | null => url && HIDDEN;
