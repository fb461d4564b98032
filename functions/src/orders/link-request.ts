import type { CreateLinkRequest } from "../pointcheckout/requests.js";
import type { Creation, Order } from "./order.js";

/** The vendor's request for an order's link, made from what is stored alone: a resumed creation sends the same again. */
export function toCreateLinkRequest(order: Order, creation: Creation): CreateLinkRequest {
  const {
    orderId,
    description,
    amount,
    items,
    totals,
    customer,
    billingAddress,
    deliveryAddress,
    linkOptions,
  } = order;
  const { branchId, language, allowedPaymentMethods, defaultPaymentMethod } = linkOptions;
  return {
    requestId: creation.requestId,
    orderId,
    description,
    amount,
    items: items?.map(({ name, quantity, lineTotalMinor, sku, unitPriceMinor }) => ({
      name,
      quantity,
      linetotal: lineTotalMinor,
      sku,
      unitprice: unitPriceMinor,
    })),
    totals: totals && {
      subtotal: totals.subtotalMinor,
      tax: totals.taxMinor,
      shipping: totals.shippingMinor,
      handling: totals.handlingMinor,
      discount: totals.discountMinor,
      skipTotalsValidation: totals.skipTotalsValidation,
    },
    sendSms: creation.sendSms,
    sendEmail: creation.sendEmail,
    customer,
    billingAddress,
    deliveryAddress,
    branchId,
    allowedPaymentMethods,
    defaultPaymentMethod,
    expiresIn: creation.expiresIn,
    language,
  };
}
