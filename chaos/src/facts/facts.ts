import type { Call } from "../play/callables.js";
import type { Edit } from "../play/content-editor.js";
import type { LedgerCheckout, VendorNotification, VendorRequest } from "../play/simulator.js";
import type { Action } from "../play/stage.js";
import type { Version } from "../play/witness.js";
import type { AuditDocument, CheckoutDocument, EventDocument, OrderDocument } from "./documents.js";

/** Everything that is known of one order when a run is over. */
export type OrderFacts = {
  readonly orderId: string;
  readonly journey: string;
  /** As it stands at the end; null when there is none. */
  readonly order: OrderDocument | null;
  /** By their ids. */
  readonly events: readonly EventDocument[];
  readonly checkouts: readonly CheckoutDocument[];
  /** The vendor's truth. */
  readonly ledger: readonly LedgerCheckout[];
  /** The statuses that the vendor's checkouts had when all had settled, before the clock let open links expire. */
  readonly settled: Readonly<Record<string, string>>;
  readonly requests: readonly VendorRequest[];
  readonly notifications: readonly VendorNotification[];
  readonly calls: readonly Call[];
  readonly actions: readonly Action[];
  /** The amounts that a backend of the merchant's has replaced by others. */
  readonly edits: readonly Edit[];
  readonly versions: readonly Version[];
};

/** Everything that is known of a run. */
export type RunFacts = {
  readonly seed: number;
  readonly orders: readonly OrderFacts[];
  /** Whether processes of ours were killed. */
  readonly killed: boolean;
  /** When faults ended; ms since the epoch. */
  readonly faultsEndedAt: number;
  /** The product's own audit, once all is quiet. */
  readonly audit: AuditDocument;
  readonly forged: { readonly sent: number; readonly accepted: number };
};

/** A law of the product that did not hold. */
export type Violation = {
  readonly law: string;
  /** null when it is about no single order. */
  readonly orderId: string | null;
  readonly what: string;
};

const MONEY: ReadonlySet<string> = new Set(["PAID", "PARTIALLY_REFUNDED", "REFUNDED", "CHARGEBACK"]);
const DEAD: ReadonlySet<string> = new Set(["FAILED", "CANCELLED", "EXPIRED"]);

/** The customer's money has moved, whatever became of it later. Written down here anew, not taken from the product. */
export const isMoney = (status: string): boolean => MONEY.has(status);
/** Over, without money. */
export const isDead = (status: string): boolean => DEAD.has(status);
