import assert from "node:assert/strict";
import { type CreateLinkDependencies, createLink } from "../../src/orders/link/create-link.js";
import type { LinkCommand } from "../../src/orders/link/link-conditions.js";
import { content, LINK_SETTINGS } from "../fixtures/orders.js";
import { memoryStores } from "../memory/memory-stores.js";
import { MemoryVendor, type VendorHabits } from "../memory/memory-vendor.js";
import { silentLog } from "./silent-log.js";

/** Staff ask for the link of an order, and give its content. */
export const command: LinkCommand = { orderId: "ORD-1", content, customerUid: null };

/** What makes links, in memory, on a clock that sleeping moves on; some calls of the vendor may end otherwise. */
export function aLinkDesk(
  habits: Partial<VendorHabits> = {},
  otherwise: (vendor: MemoryVendor) => Partial<CreateLinkDependencies["pointcheckout"]> = () => ({}),
) {
  const { database, orders, checkouts } = memoryStores(0);
  const vendor = new MemoryVendor(database, { acceptsDuplicates: false, searchLagMs: 0, ...habits });
  let leases = 0;
  const deps: CreateLinkDependencies = {
    orders,
    pointcheckout: {
      createLink: (request) => vendor.createLink(request),
      getCheckout: (id) => vendor.getCheckout(id),
      searchCheckouts: (filter) => vendor.searchCheckouts(filter),
      cancelCheckout: (id) => vendor.cancelCheckout(id),
      ...otherwise(vendor),
    },
    settings: LINK_SETTINGS,
    log: silentLog,
    newLeaseId: () => {
      leases += 1;
      return `lease ${leases}`;
    },
    sleep: async (ms) => void database.pass(ms),
    hasTimeLeft: () => true,
  };
  const create = (given: Partial<LinkCommand> = {}) => createLink(deps, { ...command, ...given });
  const order = async () => (await orders.read("ORD-1")).order ?? assert.fail("there is no order");
  return { database, vendor, orders, checkouts, deps, create, order };
}
