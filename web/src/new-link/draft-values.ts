import type { Address, Order } from "pointcheckout-firebase-client";
import { isCurrency } from "../shared/currency.js";
import { toDecimal } from "../shared/money.js";
import { emptyValues, type LinkFormValues } from "./link-form.js";
import { addUp, type ItemValues } from "./totals.js";

/** What the form for a new link holds of a saved draft. */
export function draftValues(order: Order): LinkFormValues {
  const { orderId, amount, description, customer, billingAddress, deliveryAddress } = order;
  // A backend may write null for what it does not give.
  const linkOptions = order.linkOptions ?? {};
  const { currency, exponent } = amount;
  const empty = emptyValues(orderId, currency);
  const decimal = (minor: number | undefined) => (minor === undefined ? "" : toDecimal({ minor, exponent }));
  const totals = order.totals;
  return {
    ...empty,
    amount: toDecimal(amount),
    description: description ?? "",
    customer: {
      firstName: customer?.firstName ?? "",
      lastName: customer?.lastName ?? "",
      email: customer?.email ?? "",
      phone: customer?.phone ? `+${customer.phone}` : "",
    },
    billingAddress: { ...empty.billingAddress, ...(billingAddress && addressValues(billingAddress)) },
    deliveryAddress: deliveryAddress ? addressValues(deliveryAddress) : empty.deliveryAddress,
    items: (order.items ?? []).map((item) => itemValues(item, exponent)),
    totals: {
      tax: decimal(totals?.taxMinor),
      shipping: decimal(totals?.shippingMinor),
      handling: decimal(totals?.handlingMinor),
      discount: decimal(totals?.discountMinor),
    },
    sendSms: linkOptions.sendSms ?? false,
    sendEmail: linkOptions.sendEmail ?? false,
    expiresIn: linkOptions.expiresIn ? String(linkOptions.expiresIn) : "",
    language: linkOptions.language ?? "",
    branchId: linkOptions.branchId ?? "",
    allowedPaymentMethods: linkOptions.allowedPaymentMethods ?? [],
    unseen: {
      customerUid: order.customerUid ?? undefined,
      customerId: customer?.id,
      defaultPaymentMethod: linkOptions.defaultPaymentMethod,
      skipTotalsValidation: totals?.skipTotalsValidation,
    },
  };
}

type Item = NonNullable<Order["items"]>[number];

/** A backend's draft may leave the unit price out. */
function itemValues(
  { name, sku, quantity, unitPriceMinor, lineTotalMinor }: Item,
  exponent: number,
): ItemValues {
  const minor = unitPriceMinor ?? lineTotalMinor / quantity;
  return {
    key: crypto.randomUUID(),
    name: name ?? "",
    ...(sku !== undefined && { sku }),
    quantity: String(quantity),
    unitprice: Number.isSafeInteger(minor) ? toDecimal({ minor, exponent }) : "",
  };
}

const addressValues = ({ name, address1, address2, city, state, zip, country }: Address) => ({
  name: name ?? "",
  address1: address1 ?? "",
  address2: address2 ?? "",
  city: city ?? "",
  state: state ?? "",
  zip: zip ?? "",
  country: country ?? "",
});

/**
 * Whether the form can hold all of an order that is a draft, and would give it back as it is: a backend may write sums
 * that do not add up, totals without lines, or no amount. It may also write null for what it does not give.
 */
export function canEditDraft(order: Order): boolean {
  if (order.status !== "DRAFT" || order.payment.redactedAt !== null) return false;
  const { items, totals, amount } = order;
  if (!isCurrency(amount.currency)) return false;
  if (!items || items.length === 0) return !totals;
  const values = draftValues(order);
  const sums = addUp(values.items, values.totals, amount.exponent);
  return (
    sums.total === amount.minor &&
    items.every(({ lineTotalMinor }, index) => sums.lines[index] === lineTotalMinor)
  );
}
