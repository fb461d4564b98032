import type { CheckoutId } from "../checkouts/checkout-id.js";
import type { CheckoutListing, CheckoutStore } from "../checkouts/checkout-store.js";
import type { OrderListing, OrderStore } from "../orders/store/order-store.js";
import type { PointCheckoutClient } from "../pointcheckout/client.js";
import type { ListingPage, RemoteCheckout } from "../pointcheckout/responses.js";
import type { Instant } from "../shared/instant.js";
import type { Log } from "../shared/log.js";
import type { VendorStep } from "./audit.js";
import type { AuditStore } from "./audit-store.js";

export type AuditDependencies = {
  audits: AuditStore;
  orders: OrderListing & Pick<OrderStore, "read" | "commit">;
  checkouts: CheckoutListing & Pick<CheckoutStore, "restore">;
  pointcheckout: Pick<PointCheckoutClient, "listCheckouts">;
  settings: {
    /** How far back the window reaches; days. */
    auditDays: number;
    livemode: boolean;
    requestIdPrefix: string;
  };
  log: Log;
  /** Whether this run has time left for one more page. */
  hasTimeLeft: () => boolean;
};

/** The vendor's checkouts that an audit has seen, by the step that saw them. */
export type Seen = Record<VendorStep, Set<CheckoutId>>;

/** A page of the vendor's that is being compared: what of it is left, and which part comes next. */
export type Listed = {
  listing: ListingPage;
  listedAt: Instant;
  rest: readonly RemoteCheckout[];
  part: number;
};

/** What a run keeps in memory. All of it is found again by another run: in the audit's `pages`, or at the vendor. */
export type Run = { seen: Seen; listed: Listed | null };
