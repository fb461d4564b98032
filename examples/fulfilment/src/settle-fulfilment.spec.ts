import assert from "node:assert/strict";
import { Timestamp } from "firebase-admin/firestore";
import { anEvent, anOrder } from "../test/fixtures/paid.js";
import type { Fulfilment } from "./fulfilment.js";
import type { FulfilmentStore, StoredFulfilment } from "./fulfilment-store.js";
import type { Line, PaidOrder } from "./paid-order.js";
import { settleFulfilment } from "./settle-fulfilment.js";

const settings = { servesTestPayments: false };

/** One order's world, with the conditions that Firestore keeps. */
class MemoryStore implements FulfilmentStore {
  order: PaidOrder | null = anOrder();
  stored: StoredFulfilment = { fulfilment: null, version: null };
  taken = 0;
  refusals = 0;
  /** What happens elsewhere after a decision's reads and before its write. */
  meanwhile: (() => Promise<void>) | undefined;
  private writes = 0;

  async read(): Promise<StoredFulfilment> {
    return this.stored;
  }

  async readOrder(): Promise<PaidOrder | null> {
    return this.order;
  }

  async write(before: StoredFulfilment, after: Fulfilment, take: readonly Line[]): Promise<boolean> {
    const elsewhere = this.meanwhile;
    this.meanwhile = undefined;
    await elsewhere?.();
    if (this.refusals > 0 || this.stored.version !== before.version) {
      this.refusals -= 1;
      return false;
    }
    this.writes += 1;
    this.stored = { fulfilment: after, version: new Timestamp(this.writes, 0) };
    for (const { quantity } of take) this.taken += quantity;
    return true;
  }
}

const paid = anEvent("order.paid", 2);
const partlyRefunded = anEvent("order.partially_refunded", 3, "PARTIALLY_REFUNDED");
const refunded = anEvent("order.refunded", 4, "REFUNDED");

function orders<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, index) =>
    orders([...items.slice(0, index), ...items.slice(index + 1)]).map((rest) => [item, ...rest]),
  );
}

describe("settleFulfilment", () => {
  it("takes from the stock once in every order of delivery, with every event twice, and ends alike", async () => {
    const deliveries = orders([paid, paid, partlyRefunded, partlyRefunded]);
    for (const delivery of deliveries) {
      const store = new MemoryStore();
      if (store.order) store.order.status = "PARTIALLY_REFUNDED";
      for (const event of delivery) await settleFulfilment(store, event, settings);
      assert.equal(store.taken, 2);
      const { fulfilment } = store.stored;
      assert.deepEqual(
        [fulfilment?.state, fulfilment?.paidEvent, fulfilment?.flags],
        ["ready", paid.path, { "000003": "order.partially_refunded" }],
      );
    }
    assert.equal(deliveries.length, 24);
  });

  it("never leaves goods to be sent of an order without money, in every order of delivery", async () => {
    for (const delivery of orders([paid, paid, partlyRefunded, refunded])) {
      const store = new MemoryStore();
      if (store.order) store.order.status = "REFUNDED";
      for (const event of delivery) await settleFulfilment(store, event, settings);
      assert.deepEqual([store.taken, store.stored.fulfilment?.state], [0, "withheld"]);
    }
  });

  it("decides again when another delivery of the event was first", async () => {
    const store = new MemoryStore();
    store.meanwhile = async () => {
      await settleFulfilment(store, paid, settings);
    };
    assert.equal((await settleFulfilment(store, paid, settings)).outcome, "repeated");
    assert.equal(store.taken, 2);
  });

  it("decides again when the order was refunded after it was read", async () => {
    const store = new MemoryStore();
    store.meanwhile = async () => {
      if (store.order) store.order = { ...store.order, status: "REFUNDED" };
      await settleFulfilment(store, refunded, settings);
    };
    assert.equal((await settleFulfilment(store, paid, settings)).outcome, "withheld");
    assert.equal(store.taken, 0);
  });

  it("gives up with an error, so that the event is delivered again", async () => {
    const store = new MemoryStore();
    store.refusals = 100;
    await assert.rejects(settleFulfilment(store, paid, settings), /ORD-1 was written by others 12 times/);
    assert.equal(store.taken, 0);
  });
});
