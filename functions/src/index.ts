export {
  cancelPaymentLink,
  capturePayment,
  createPaymentLink,
  extendPaymentLink,
  importCheckout,
  listBranches,
  refreshOrder,
  refundPayment,
  resolveProblem,
  runAudit,
  saveDraftOrder,
  sendPaymentLink,
} from "./callables/callables.js";
export {
  auditOrders,
  listenToProvider,
  onCheckoutTouched,
  pointcheckoutWebhook,
  redactOldOrders,
  sweepOrders,
} from "./entrypoints/entrypoints.js";
