import { defineCallable } from "./define-callable.js";

// docs/api.md describes each callable under its name. Each loads its work at the first call.

type Operations = typeof import("./lazy/operations.js");
const operation =
  <Work extends keyof Operations>(work: Work): (() => Promise<Operations[Work]>) =>
  async () =>
    (await import("./lazy/operations.js"))[work];

export const cancelPaymentLink = defineCallable("cancelPaymentLink", "staff", operation("cancelWork"));
export const capturePayment = defineCallable("capturePayment", "staff", operation("captureWork"));
export const createPaymentLink = defineCallable(
  "createPaymentLink",
  "customer",
  () => import("./lazy/create-payment-link.js"),
  { limited: "createPaymentLink" },
);
export const extendPaymentLink = defineCallable("extendPaymentLink", "staff", operation("extendWork"));
export const importCheckout = defineCallable("importCheckout", "staff", operation("importWork"));
export const listBranches = defineCallable("listBranches", "staff", () => import("./lazy/list-branches.js"));
export const refreshOrder = defineCallable(
  "refreshOrder",
  "customer",
  () => import("./lazy/refresh-order.js"),
  { limited: "refreshOrder", options: {} },
);
export const refundPayment = defineCallable("refundPayment", "staff", operation("refundWork"));
export const resolveProblem = defineCallable("resolveProblem", "admin", operation("resolveWork"));
export const runAudit = defineCallable("runAudit", "staff", () => import("./lazy/run-audit.js"));
export const saveDraftOrder = defineCallable(
  "saveDraftOrder",
  "staff",
  () => import("./lazy/save-draft-order.js"),
);
export const sendPaymentLink = defineCallable("sendPaymentLink", "staff", operation("sendWork"));
