import type { Move } from "../../../simulator/src/checkouts/plan-move.js";
import type { checkoutView } from "../../../simulator/src/control/checkout-controls.js";
import type { AsJson } from "../../../simulator/src/control/control-json.js";
import type { notificationView } from "../../../simulator/src/control/notification-controls.js";
import type { Operation } from "../../../simulator/src/faults/fault.js";
import type { Message } from "../../../simulator/src/outbox.js";
import type { LoggedRequest } from "../../../simulator/src/request-log.js";

/** The simulator's control API refused; 409 when the checkout's status forbids the move. */
export class SimulatorRefusal extends Error {
  override readonly name = "SimulatorRefusal";
  constructor(
    request: string,
    readonly status: number,
    answer: string,
  ) {
    super(`${request} answered ${status}: ${answer}`);
  }
}

const TIMEOUT_MS = 20_000;

/** A checkout in the vendor's ledger. */
export type LedgerCheckout = AsJson<ReturnType<typeof checkoutView>>;
/** A request that the vendor received; `status` is null while it waits. */
export type VendorRequest = AsJson<LoggedRequest>;
export type VendorNotification = AsJson<ReturnType<typeof notificationView>>;

type Fault = { orderId?: string; checkoutId?: string; times?: number | null; [effect: string]: unknown };

export type Vendor = ReturnType<typeof vendorAt>;

/**
 * The simulated vendor at `simulatorUrl`, as its customers, its portal and its troubles: a method for each control that
 * is needed. @see docs/simulator.md
 */
export function vendorAt(simulatorUrl: string) {
  /** @throws SimulatorRefusal */
  async function control<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(`${simulatorUrl}/simulator/${path}`, {
      method,
      headers: { "content-type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = await response.text();
    if (!response.ok) throw new SimulatorRefusal(`${method} ${path}`, response.status, text);
    return JSON.parse(text) as T;
  }
  const list = async <T>(name: string, path: string, filter: Record<string, string> = {}): Promise<T[]> =>
    (await control<Record<string, T[]>>("GET", `${path}?${new URLSearchParams(filter).toString()}`))[name] ??
    [];
  const act = (checkoutId: string, action: Move, options: object = {}) =>
    control<LedgerCheckout>("POST", `checkouts/${checkoutId}/actions`, { action, ...options });
  /** What the vendor was asked, faults included. */
  const requests = (filter?: Partial<Record<"operation" | "orderId" | "requestId" | "checkoutId", string>>) =>
    list<VendorRequest>("requests", "requests", filter);
  return {
    control,
    act,
    requests,
    /** Makes something go wrong, of one order or checkout if it is named; once unless `times` says otherwise. */
    fault: (operation: Operation | "*", kind: string, { orderId, checkoutId, ...effect }: Fault = {}) =>
      control<{ id: string }>("POST", "faults", {
        operation,
        kind,
        match: { orderId, checkoutId },
        ...effect,
      }),
    clearFaults: () => control("DELETE", "faults"),
    /** Acts without a notification. */
    actSilently: (checkoutId: string, action: Move, options: object = {}) =>
      act(checkoutId, action, { notify: false, ...options }),
    /** Announces a checkout's present state again. */
    announce: (checkoutId: string) => control("POST", `checkouts/${checkoutId}/notify`),
    /** Of one order, or all of it. */
    ledger: (orderId?: string) =>
      list<LedgerCheckout>("checkouts", "checkouts", orderId === undefined ? {} : { orderId }),
    /** Makes a link as somebody does in the vendor's portal. */
    createInPortal: ({
      orderId,
      requestId = `${orderId}-portal`,
    }: {
      orderId: string;
      requestId?: string;
    }) => {
      const link = { requestId, orderId, description: "Made in the portal", currency: "AED", amount: 10 };
      return control<LedgerCheckout>("POST", "checkouts", link);
    },
    /** How often a checkout was read, faults included. */
    reads: async (checkoutId: string) => (await requests({ operation: "get-checkout", checkoutId })).length,
    posts: (orderId: string) => requests({ operation: "create-link", orderId }),
    notifications: () => list<VendorNotification>("notifications", "notifications"),
    /** What the vendor has sent for an order: links, and receipts. Newest first. */
    outbox: async (orderId: string) =>
      (await list<AsJson<Message>>("messages", "outbox")).filter((message) => message.orderId === orderId),
    advanceClock: (advanceMs: number) => control("POST", "clock", { advanceMs }),
    reset: () => control("POST", "reset"),
  };
}
