import { LosslessNumber } from "lossless-json";
import { branchOf, customerId, vendorTime } from "../checkouts/answered-values.js";
import type { Change, Checkout } from "../checkouts/checkout.js";
import { writeJson } from "../json.js";
import { decimalText } from "../money/decimal.js";
import { EVENT_OF_MOVE } from "./webhook-event.js";

// Like the vendor's, the id is too long for a JavaScript number.
const MERCHANT = { id: "1702394857610293001", name: "Simulated merchant" };

/** The checkout after `change`. The status is in upper snake case, whatever the API's spelling is. */
export function webhookBody(checkout: Checkout, change: Change): string {
  const { order } = checkout;
  const branch = branchOf(checkout);
  const paid = checkout.history.findLast(({ move }) => EVENT_OF_MOVE[move] === "checkout.paid");
  return writeJson({
    id: checkout.id,
    displayId: checkout.displayId,
    status: change.status,
    currency: order.currency,
    grandtotal: new LosslessNumber(decimalText(order.amountMinor, order.exponent)),
    totalRefunded: new LosslessNumber(decimalText(change.totalRefundedMinor, order.exponent)),
    merchantId: MERCHANT.id,
    merchantName: MERCHANT.name,
    branchId: branch.id.toString(),
    branchName: branch.name,
    ...customerFields(checkout),
    orderId: order.orderId,
    subscriptionId: checkout.subscriptionId,
    referenceId: checkout.paymentReference,
    paidOn: paid === undefined ? null : vendorTime(paid.at),
    timestamp: vendorTime(checkout.createdAt),
    statusUpdateTimestamp: vendorTime(change.at),
    usedPaymentMethod: change.usedPaymentMethod,
  });
}

function customerFields(checkout: Checkout) {
  const { customer } = checkout.order;
  return {
    customerId: customer === null ? null : customerId(checkout),
    customerFirstName: customer?.firstName ?? null,
    customerLastName: customer?.lastName ?? null,
    customerEmail: customer?.email ?? null,
    customerPhone: customer?.phone ?? null,
    customerReference: customer?.reference ?? null,
  };
}
