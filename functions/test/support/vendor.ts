import type { Move } from "../../../simulator/src/checkouts/plan-move.js";
import type { Operation } from "../../../simulator/src/faults/fault.js";
import type { Message } from "../../../simulator/src/outbox.js";
import { controlSimulator } from "./control-simulator.js";
import { environment } from "./environment.js";

const control = <T>(method: string, path: string, body?: object): Promise<T> =>
  controlSimulator(environment.simulatorUrl, method, path, body);

const listed = async <T>(name: "checkouts" | "requests" | "messages", path: string): Promise<T[]> =>
  (await control<Record<typeof name, T[]>>("GET", path))[name];

export type VendorRequest = {
  operation: Operation;
  requestId?: string;
  checkoutId?: string;
  status: unknown;
};
export type LedgerEntry = {
  id: string;
  requestId: string;
  orderId: string;
  status: string;
  amountMinor: number;
  totalRefundedMinor: number;
  paymentReference: string | null;
  createdAt: string;
};
type Fault = { orderId?: string; checkoutId?: string; times?: number | null; [effect: string]: unknown };

/** The simulated vendor, as its customers, its portal and its troubles. */
export const vendor = {
  /** Makes something go wrong, of one order or checkout if it is named; once unless `times` says otherwise. */
  fault: (operation: Operation | "*", kind: string, { orderId, checkoutId, ...effect }: Fault = {}) =>
    control<{ id: string }>("POST", "faults", { operation, kind, match: { orderId, checkoutId }, ...effect }),
  clearFaults: () => control("DELETE", "faults"),
  act: (checkoutId: string, action: Move, options: object = {}) =>
    control<LedgerEntry>("POST", `checkouts/${checkoutId}/actions`, { action, ...options }),
  /** Acts without a notification. */
  actSilently: (checkoutId: string, action: Move, options: object = {}) =>
    control<LedgerEntry>("POST", `checkouts/${checkoutId}/actions`, { action, notify: false, ...options }),
  ledger: (orderId: string) =>
    listed<LedgerEntry>("checkouts", `checkouts?${new URLSearchParams({ orderId }).toString()}`),
  /** Makes a link as somebody does in the vendor's portal. */
  createInPortal: ({ orderId }: { orderId: string }) =>
    control<LedgerEntry>("POST", "checkouts", {
      requestId: `${orderId}-portal`,
      orderId,
      description: "Made in the portal",
      currency: "AED",
      amount: 10,
    }),
  /** What the vendor was asked, faults included. */
  requests: (filter: Partial<Record<"operation" | "orderId" | "requestId" | "checkoutId", string>>) =>
    listed<VendorRequest>("requests", `requests?${new URLSearchParams(filter).toString()}`),
  /** How often a checkout was read, faults included. */
  reads: async (checkoutId: string) =>
    (await vendor.requests({ operation: "get-checkout", checkoutId })).length,
  posts: (orderId: string) => vendor.requests({ operation: "create-link", orderId }),
  /** What the vendor has sent for an order: links, and receipts. Newest first. */
  outbox: async (orderId: string) =>
    (await listed<Message>("messages", "outbox")).filter((message) => message.orderId === orderId),
};
