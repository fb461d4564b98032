import assert from "node:assert/strict";
import { anOrder, aRemote, at, FIRST, SECOND } from "../../test/fixtures/orders.js";
import { MemoryDatabase } from "../../test/memory/memory-database.js";
import { MemoryOrderStore } from "../../test/memory/memory-order-store.js";
import { addMilliseconds, compareInstants } from "./instant.js";
import { leaveToSearch } from "./leave-to-search.js";
import { LATE_SEARCH_MS, type Obtained } from "./obtain-links.js";

const asked = { requestId: "ORD-1-r1", attempt: 1 };
const lost = { ...asked, searchAt: at(5) };

/** The order after a late caller has left what it obtained to the search. */
async function after(obtained: Partial<Obtained>, order = anOrder({ nextCheckAt: null })) {
  const database = new MemoryDatabase(at(100));
  if (order) database.putOrder("ORD-1", order, database.tick());
  const orders = new MemoryOrderStore(database);
  await leaveToSearch(orders, "ORD-1", asked, {
    remotes: [],
    adopted: false,
    unconfirmed: null,
    ...obtained,
  });
  return (await orders.read("ORD-1")).order;
}

describe("leaveToSearch", () => {
  it("has a link searched for that the order does not know", async () => {
    const order = await after({ remotes: [aRemote({ id: SECOND })] });
    const [entry] = order?.unconfirmed ?? [];
    assert.equal(entry?.requestId, asked.requestId);
    assert.ok(
      entry?.searchAt && compareInstants(entry.searchAt, addMilliseconds(at(100), LATE_SEARCH_MS)) > 0,
    );
    assert.ok(order?.nextCheckAt && compareInstants(order.nextCheckAt, entry.searchAt) <= 0);
    assert.deepEqual(Object.keys(order.attempts), [FIRST]);
  });

  it("has a lost answer searched for, also when the link that was found is known", async () => {
    for (const remotes of [[], [aRemote()]]) {
      assert.equal((await after({ remotes, unconfirmed: lost }))?.unconfirmed.length, 1);
    }
  });

  it("leaves the order alone when there is nothing in doubt", async () => {
    for (const remotes of [[], [aRemote()]]) assert.deepEqual((await after({ remotes }))?.unconfirmed, []);
  });

  it("leaves alone an order that is gone", async () => {
    const orders = new MemoryOrderStore(new MemoryDatabase(at(100)));
    await leaveToSearch(orders, "ORD-1", asked, { remotes: [], adopted: false, unconfirmed: lost });
    assert.equal((await orders.read("ORD-1")).order, null);
  });
});
