import assert from "node:assert/strict";
import { anAttempt, anOrder, at, FIRST, LINK_SETTINGS } from "../../../test/fixtures/orders.js";
import { MemoryDatabase } from "../../../test/memory/memory-database.js";
import { MemoryOrderStore } from "../../../test/memory/memory-order-store.js";
import { MemoryVendor } from "../../../test/memory/memory-vendor.js";
import type { Attempt } from "../model/attempt.js";
import { createLink } from "./create-link.js";

/** Asks for the link of an order whose present attempt has these fields. */
function ask(fields: Partial<Attempt>) {
  const database = new MemoryDatabase(at(100));
  database.put(anOrder({ attempts: { [FIRST]: anAttempt(fields) } }));
  const deps = {
    orders: new MemoryOrderStore(database),
    pointcheckout: new MemoryVendor(database, { acceptsDuplicates: false, searchLagMs: 0 }),
    settings: LINK_SETTINGS,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    newLeaseId: () => "lease",
    sleep: () => Promise.resolve(),
    hasTimeLeft: () => true,
  };
  return createLink(deps, { orderId: "ORD-1", content: null, customerUid: null });
}

describe("createLink, a live link that must not be shown", () => {
  const anomaly = { code: "identity_mismatch", seen: "amount" } as const;
  const message = /another order, amount or currency than was asked for\. The link is withheld\./;

  it("is withheld while the vendor's answers are about another amount, also when the order was kept", async () => {
    await assert.rejects(ask({ anomaly }), { code: "failed-precondition", message });
    await assert.rejects(ask({ anomaly, url: null }), { message });
    await assert.rejects(ask({ resolution: { decision: "keep_order", ...anomaly } }), { message });
  });

  it("is withheld when its host is not allowed", () =>
    assert.rejects(ask({ url: null }), { code: "failed-precondition", message: /POINTCHECKOUT_LINK_HOSTS/ }));

  it("is returned otherwise", async () => {
    assert.equal((await ask({})).checkoutId, FIRST);
    const other = { code: "contract_violation", seen: "contract" } as const;
    assert.equal((await ask({ anomaly: other })).checkoutId, FIRST);
  });
});
