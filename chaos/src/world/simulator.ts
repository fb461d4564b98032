import { controlSimulator } from "../../../functions/test/support/control-simulator.js";

/** A checkout in the vendor's ledger. */
export type LedgerCheckout = {
  id: string;
  orderId: string;
  status: string;
  amountMinor: number;
  totalRefundedMinor: number;
  createdAt: string;
  history: { at: string; move: string; actor: string; status: string; totalRefundedMinor: number }[];
};

/** A request that the vendor received; `status` is null while it waits. */
export type VendorRequest = {
  operation: string;
  at: string;
  orderId?: string;
  requestId?: string;
  checkoutId?: string;
  status: number | "reset" | null;
  fault?: string;
};

export type VendorNotification = {
  checkoutId: string;
  orderId: string;
  channel: string;
  cause: string;
  status: string;
  at: string;
  outcome: string;
  fault?: string;
};

/** The simulated vendor's control API. @see docs/simulator.md */
export class Simulator {
  constructor(private readonly url: string) {}

  ledger = async (): Promise<LedgerCheckout[]> =>
    (await this.ask<{ checkouts: LedgerCheckout[] }>("GET", "checkouts")).checkouts;

  requests = async (): Promise<VendorRequest[]> =>
    (await this.ask<{ requests: VendorRequest[] }>("GET", "requests")).requests;

  notifications = async (): Promise<VendorNotification[]> =>
    (await this.ask<{ notifications: VendorNotification[] }>("GET", "notifications")).notifications;

  act = (id: string, move: { action: string; amount?: string; notify?: boolean; force?: boolean }) =>
    this.ask("POST", `checkouts/${id}/actions`, move);

  announce = (id: string): Promise<unknown> => this.ask("POST", `checkouts/${id}/notify`);

  advanceClock = (advanceMs: number): Promise<unknown> => this.ask("POST", "clock", { advanceMs });

  /** Starts the faults of these profiles, the same for the same seed. */
  startFaults = async (seed: number, profiles: readonly string[]): Promise<void> => {
    if (profiles.length > 0) await this.ask("PUT", "faults/chances", { seed, profiles });
  };

  /** Registers a webhook endpoint with this secret. */
  deliverWebhooks = (url: string, secret: string): Promise<unknown> =>
    this.ask("POST", "webhooks", { url, secret });

  endFaults = (): Promise<unknown> => this.ask("DELETE", "faults");

  reset = (): Promise<unknown> => this.ask("POST", "reset");

  private ask<T>(method: string, path: string, body?: object): Promise<T> {
    return controlSimulator(this.url, method, path, body);
  }
}
