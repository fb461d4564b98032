import type { CheckoutId } from "../../src/checkouts/checkout-id.js";
import { isTerminalUnpaid } from "../../src/orders/model/order-status.js";
import type { CheckoutFilter, PointCheckoutClient } from "../../src/pointcheckout/client.js";
import { PointCheckoutError } from "../../src/pointcheckout/errors.js";
import type { CreateLinkRequest, RefundRequest } from "../../src/pointcheckout/requests.js";
import type { CreatedLink, ProviderStatus, SearchPage } from "../../src/pointcheckout/responses.js";
import { addMilliseconds, compareInstants, type Instant, toIsoString } from "../../src/shared/instant.js";
import { toDecimalText } from "../../src/shared/money.js";
import { aRemote, checkoutId } from "../fixtures/orders.js";
import type { MemoryDatabase } from "./memory-database.js";

/** One checkout in the vendor's own books. */
export type LedgerEntry = {
  readonly id: CheckoutId;
  readonly request: Pick<CreateLinkRequest, "requestId" | "orderId" | "amount" | "sendSms" | "customer">;
  status: ProviderStatus;
  refundedMinor: number;
  /** The customer's money was taken, whatever became of it later. */
  paid: boolean;
  /** The customer or time ended it, as opposed to a cancellation that was asked for. */
  lapsed: boolean;
  readonly createdAt: Instant;
  /** When status or refunds last changed. */
  changedAt: Instant;
};

export type VendorHabits = {
  /** A request id may be used again: the vendor makes a second link. */
  acceptsDuplicates: boolean;
  /** How long a new checkout stays invisible to the search; ms. */
  searchLagMs: number;
};

const FIRST_ID = 1_601_731_695_315_563_241n;

/** The vendor in memory: its ledger of checkouts, and the calls of its API that creation, sweep and refunds make. */
export class MemoryVendor
  implements
    Pick<
      PointCheckoutClient,
      "createLink" | "getCheckout" | "searchCheckouts" | "cancelCheckout" | "refundCheckout"
    >
{
  readonly ledger: LedgerEntry[] = [];
  /** Every refund that arrived, refused ones included. */
  readonly refundRequests: { id: CheckoutId; referenceId: string; minor: number }[] = [];

  constructor(
    private readonly database: MemoryDatabase,
    readonly habits: VendorHabits,
  ) {}

  async createLink(request: CreateLinkRequest): Promise<CreatedLink> {
    const { requestId, orderId, amount, sendSms, customer } = request;
    const time = this.database.tick();
    const used = this.ledger.some((entry) => entry.request.requestId === requestId);
    if (used && !this.habits.acceptsDuplicates) throw rejected("requestId was used before");
    const id = checkoutId(String(FIRST_ID + BigInt(this.ledger.length)));
    const entry: LedgerEntry = {
      id,
      request: { requestId, orderId, amount, sendSms, customer },
      status: "PENDING",
      refundedMinor: 0,
      paid: false,
      lapsed: false,
      createdAt: time,
      changedAt: time,
    };
    this.ledger.push(entry);
    return toRemote(entry);
  }

  async getCheckout(id: CheckoutId): Promise<CreatedLink> {
    this.database.tick();
    return toRemote(this.find(id));
  }

  async searchCheckouts({ requestId }: CheckoutFilter): Promise<SearchPage> {
    const time = this.database.tick();
    const visible = this.ledger.filter(
      ({ request, createdAt }) =>
        (requestId === undefined || request.requestId === requestId) &&
        compareInstants(addMilliseconds(createdAt, this.habits.searchLagMs), time) <= 0,
    );
    const content = visible.map(toRemote);
    return { page: 0, size: 100, totalPages: 1, totalElements: content.length, content };
  }

  async cancelCheckout(id: CheckoutId): Promise<CreatedLink> {
    const entry = this.find(id);
    if (!isPayable(entry)) throw rejected(`a ${entry.status} checkout cannot be cancelled`);
    Object.assign(entry, { status: "CANCELLED", changedAt: this.database.tick() });
    return toRemote(entry);
  }

  /** Does each refund that is asked for, also under a reference that was used before. */
  async refundCheckout(id: CheckoutId, { amount, referenceId }: RefundRequest): Promise<void> {
    const entry = this.find(id);
    this.refundRequests.push({ id, referenceId, minor: amount.minor });
    const total = entry.refundedMinor + amount.minor;
    if (entry.status !== "PAID" && entry.status !== "PARTIALLY_REFUNDED") throw rejected("It is not paid");
    if (total > entry.request.amount.minor) throw rejected("That is more than is left");
    const status = total === entry.request.amount.minor ? "REFUNDED" : "PARTIALLY_REFUNDED";
    Object.assign(entry, { status, refundedMinor: total, changedAt: this.database.tick() });
  }

  get now(): Instant {
    return this.database.now;
  }

  /** What a customer, the merchant's portal or time does to a checkout. */
  change(id: CheckoutId, status: ProviderStatus, refundedMinor = 0): void {
    const entry = this.find(id);
    Object.assign(entry, { status, refundedMinor, changedAt: this.database.tick() });
    if (status === "PAID") entry.paid = true;
    else if (isTerminalUnpaid(status)) entry.lapsed = true;
  }

  /** The links that a customer could pay now. */
  payable(): LedgerEntry[] {
    return this.ledger.filter(isPayable);
  }

  private find(id: CheckoutId): LedgerEntry {
    const entry = this.ledger.find((one) => one.id === id);
    if (!entry) throw rejected("Checkout not found for API merchant");
    return entry;
  }
}

export const isPayable = ({ status }: Pick<LedgerEntry, "status">): boolean =>
  status === "PENDING" || status === "AUTHORIZED";

function rejected(vendorMessage: string): PointCheckoutError {
  return new PointCheckoutError({ kind: "rejected", operation: "memory", status: 400, vendorMessage });
}

function toRemote({ id, request, status, refundedMinor, createdAt }: LedgerEntry): CreatedLink {
  const { requestId, orderId, amount } = request;
  return {
    ...aRemote({ id, status, requestId, orderId, currency: amount.currency, amount: toDecimalText(amount) }),
    redirectUrl: `https://pay.example/checkout/${id}`,
    displayId: null,
    totalRefunded: toDecimalText({ ...amount, minor: refundedMinor }),
    timestamp: toIsoString(createdAt),
    firebaseDatabase: null,
    firebaseCollection: null,
    firebaseDocument: null,
  };
}
