import type { CreateLinkRequest } from "../../pointcheckout/requests.js";
import type { OrderContent } from "../model/content.js";
import type { LinkRequest } from "../model/request.js";

/** The vendor's request for an order's link, made from what is stored alone: a resumed creation sends the same again. */
export function toCreateLinkRequest(
  orderId: string,
  content: OrderContent,
  request: LinkRequest,
): CreateLinkRequest {
  const { description, items, totals, customer, billingAddress, deliveryAddress, linkOptions } = content;
  const { branchId, language, allowedPaymentMethods, defaultPaymentMethod } = linkOptions;
  return {
    requestId: request.requestId,
    orderId,
    description,
    amount: request.amount,
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
    sendSms: request.sendSms,
    sendEmail: request.sendEmail,
    customer,
    billingAddress,
    deliveryAddress,
    branchId,
    allowedPaymentMethods,
    defaultPaymentMethod,
    expiresIn: request.expiresIn,
    language,
  };
}
