import type { CheckoutId } from "../checkouts/checkout-id.js";
import type { CheckoutListing, CheckoutStore } from "../checkouts/checkout-store.js";
import type { Config } from "../config.js";
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
  settings: Pick<Config, "auditDays" | "livemode" | "requestIdPrefix">;
  log: Log;
  hasTimeLeft: () => boolean;
};

export type Seen = Record<VendorStep, Set<CheckoutId>>;

/** A run's memory. Another run finds it again in the audit's `pages`, or at the vendor. */
export type Run = {
  seen: Seen;
  /** The vendor's page that is being compared, and what is left of it. */
  listed: { listing: ListingPage; listedAt: Instant; rest: RemoteCheckout[] } | null;
};
