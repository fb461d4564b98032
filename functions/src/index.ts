export { createPaymentLink } from "./callables/create-payment-link.js";
export { saveDraftOrder } from "./callables/save-draft-order.js";
export { sweepOrders } from "./notifications/sweep-orders.js";
export { onCheckoutTouched } from "./orders/on-checkout-touched.js";
