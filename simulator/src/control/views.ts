import type { LoggedRequest } from "../api/request-log.js";
import { type Change, type Checkout, currentState } from "../checkouts/checkout.js";
import type { JsonValue } from "../json.js";
import type { Message } from "../outbox.js";

/** A checkout as it truly is, whatever the API is made to say. */
export function checkoutView(checkout: Checkout, linkOf: (checkout: Checkout) => string): JsonValue {
  const { order, history } = checkout;
  const state = currentState(checkout);
  return {
    id: checkout.id,
    displayId: checkout.displayId,
    checkoutKey: checkout.checkoutKey,
    requestId: order.requestId,
    orderId: order.orderId,
    currency: order.currency,
    amountMinor: order.amountMinor,
    totalRefundedMinor: state.totalRefundedMinor,
    status: state.status,
    usedPaymentMethod: state.usedPaymentMethod,
    paymentReference: checkout.paymentReference,
    redirectUrl: linkOf(checkout),
    createdAt: iso(checkout.createdAt),
    expiresAt: iso(checkout.expiresAt),
    firebaseDatabase: checkout.firebase.database,
    firebaseCollection: checkout.firebase.collection,
    firebaseDocument: checkout.firebase.document,
    history: history.map(changeView),
  };
}

function changeView({ at, move, actor, status, totalRefundedMinor, referenceId }: Change): JsonValue {
  return { at: iso(at), move, actor, status, totalRefundedMinor, referenceId };
}

export function requestView({ at, ...request }: LoggedRequest): JsonValue {
  return { ...request, at: iso(at) };
}

export function messageView({ at, ...message }: Message): JsonValue {
  return { ...message, at: iso(at) };
}

export function iso(at: number): string {
  return new Date(at).toISOString();
}
