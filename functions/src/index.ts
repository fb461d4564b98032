export { createPaymentLink } from "./callables/create-payment-link.js";
export { refreshOrder } from "./callables/refresh-order.js";
export { saveDraftOrder } from "./callables/save-draft-order.js";
export { listenToProvider } from "./notifications/listen-to-provider.js";
export { pointcheckoutWebhook } from "./notifications/pointcheckout-webhook.js";
export { sweepOrders } from "./notifications/sweep-orders.js";
export { onCheckoutTouched } from "./orders/on-checkout-touched.js";
