import type * as vendor from "../../../functions/test/support/vendor-at.js";
import type { Call } from "../world/callables.js";
import type { Edit } from "../world/content-editor.js";
import type { Action } from "../world/context.js";
import type { AuditDocument, CheckoutDocument, EventDocument, OrderDocument } from "../world/documents.js";
import type { Version } from "../world/witness.js";

/** Of what the vendor's controls show: what counts here. */
export type LedgerCheckout = Pick<
  vendor.LedgerCheckout,
  "id" | "orderId" | "status" | "amountMinor" | "totalRefundedMinor" | "createdAt" | "history"
>;
export type VendorRequest = Omit<vendor.VendorRequest, "method" | "path">;

export type OrderFacts = {
  readonly orderId: string;
  readonly journey: string;
  /** At the end of the run; null when there is none. */
  readonly order: OrderDocument | null;
  readonly events: readonly EventDocument[];
  readonly checkouts: readonly CheckoutDocument[];
  /** By checkout id: touches of documents that were deleted, and perhaps made again. */
  readonly deletedTouches: Readonly<Record<string, number>>;
  /** The vendor's truth. */
  readonly ledger: readonly LedgerCheckout[];
  /** The vendor's statuses when all had settled, before open links expired. */
  readonly settled: Readonly<Record<string, string>>;
  readonly requests: readonly VendorRequest[];
  readonly notifications: readonly vendor.VendorNotification[];
  readonly calls: readonly Call[];
  readonly actions: readonly Action[];
  /** Amounts that a backend of the merchant's replaced. */
  readonly edits: readonly Edit[];
  readonly versions: readonly Version[];
};

export type RunFacts = {
  readonly seed: number;
  readonly orders: readonly OrderFacts[];
  readonly killed: boolean;
  readonly faultsEndedAt: number;
  /** The product's own audit after everything settled. */
  readonly audit: AuditDocument;
  readonly forged: { readonly sent: number; readonly accepted: number };
};

/** An invariant of the product that did not hold. */
export type Violation = {
  readonly invariant: string;
  /** null when it concerns the whole run. */
  readonly orderId: string | null;
  readonly what: string;
};

/** A property that every order must have. Pure. */
export type Invariant = {
  /** As in the report and in docs/chaos.md. */
  readonly name: string;
  /** @returns a sentence for each violation */
  readonly breaches: (order: OrderFacts, run: RunFacts) => string[];
};

const MONEY: ReadonlySet<string> = new Set(["PAID", "PARTIALLY_REFUNDED", "REFUNDED", "CHARGEBACK"]);

/** The customer's money has moved, whatever happened to it later. Not imported from the product, which it checks. */
export const hasBeenPaid = (status: string): boolean => MONEY.has(status);
