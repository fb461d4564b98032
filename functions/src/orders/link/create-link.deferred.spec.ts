import assert from "node:assert/strict";
import { aLeased, anOrder, aRemote, aRequest, at, FIRST, SECOND } from "../../../test/fixtures/orders.js";
import { memoryStores } from "../../../test/memory/memory-stores.js";
import { addMilliseconds, compareInstants } from "../../shared/instant.js";
import type { Order } from "../model/order.js";
import { deferToSweep } from "./create-link.js";
import { LATE_SEARCH_MS, type Obtained } from "./obtain-links.js";

const asked = aRequest();
const lost = { ...asked, searchAt: at(5) };

/** The order after a late caller has left what it obtained to the search. */
async function after(obtained: Partial<Obtained>, order: Order | null = anOrder({ nextCheckAt: null })) {
  const { database, orders } = memoryStores(100);
  if (order) database.put(order);
  await deferToSweep(orders, "ORD-1", asked, {
    remotes: [],
    adopted: false,
    pendingRequest: null,
    ...obtained,
  });
  return (await orders.read("ORD-1")).order;
}

describe("deferToSweep", () => {
  it("has a link searched for that the order does not know", async () => {
    const order = await after({ remotes: [aRemote({ id: SECOND })] });
    const [entry] = order?.requests ?? [];
    assert.equal(entry?.requestId, asked.requestId);
    assert.ok(
      entry?.searchAt && compareInstants(entry.searchAt, addMilliseconds(at(100), LATE_SEARCH_MS)) > 0,
    );
    assert.ok(order?.nextCheckAt && compareInstants(order.nextCheckAt, entry.searchAt) <= 0);
    assert.deepEqual(Object.keys(order.attempts), [FIRST]);
  });

  it("has a lost answer searched for, also when the link that was found is known", async () => {
    for (const remotes of [[], [aRemote()]]) {
      assert.equal((await after({ remotes, pendingRequest: lost }))?.requests.length, 1);
    }
  });

  it("leaves the order alone when there is nothing in doubt", async () => {
    for (const remotes of [[], [aRemote()]]) assert.deepEqual((await after({ remotes }))?.requests, []);
  });

  it("leaves it to whoever has the lease now", async () => {
    const requests = [aLeased(900)];
    assert.deepEqual((await after({ pendingRequest: lost }, anOrder({ requests })))?.requests, requests);
  });

  it("leaves alone an order that is gone", async () => {
    assert.equal(await after({ pendingRequest: lost }, null), null);
  });
});
