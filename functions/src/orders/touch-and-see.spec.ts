import assert from "node:assert/strict";
import { anOrder, anOrderAt, aRemote, at, FIRST } from "../../test/fixtures/orders.js";
import { MemoryCheckoutStore } from "../../test/memory/memory-checkout-store.js";
import { MemoryDatabase } from "../../test/memory/memory-database.js";
import { MemoryOrderStore } from "../../test/memory/memory-order-store.js";
import { PointCheckoutError } from "../pointcheckout/errors.js";
import { reconcile } from "./reconcile.js";
import { touchAndSee } from "./touch-and-see.js";

const log = { info: () => {}, warn: () => {}, error: () => {} };
const place = { firebaseDatabase: null, firebaseCollection: null, firebaseDocument: null };

/** A paid link whose trigger fires after `delay` looks, against a vendor that answers or throws. */
function aWorld(options: { delay?: number; read?: () => ReturnType<typeof aRemote> } = {}) {
  const { delay = 0, read = () => aRemote({ status: "PAID" }) } = options;
  const database = new MemoryDatabase(at(100));
  const orders = new MemoryOrderStore(database);
  const checkouts = new MemoryCheckoutStore(database);
  const world = { database, pauses: [] as number[], looksLeft: 30, touches: [] as string[] };
  database.putOrder("ORD-1", anOrder(), database.tick());
  const checkout = { checkoutId: FIRST, orderId: "ORD-1", requestId: "ORD-1-r1", touchedBy: "creation" };
  database.checkouts.set(FIRST, {
    fields: { ...checkout, touches: 0, ...place, referenceId: null },
    version: database.tick(),
  });
  let fire: (() => Promise<unknown>) | null = null;
  database.onTouch = (touch) => {
    world.touches.push(touch.touchedBy);
    const pointcheckout = { getCheckout: async () => read() };
    fire = () => reconcile({ orders, pointcheckout, log }, touch);
  };
  const sleep = async (ms: number) => {
    world.pauses.push(ms);
    if (world.pauses.length <= delay) return;
    await fire?.();
    fire = null;
  };
  const hasTimeLeft = () => {
    world.looksLeft -= 1;
    return world.looksLeft > 0;
  };
  return {
    ...world,
    world,
    see: () => touchAndSee({ orders, checkouts, sleep, hasTimeLeft }, "ORD-1", FIRST),
  };
}

describe("touchAndSee", () => {
  it("touches once, as an operator, and gives the order as the look has left it", async () => {
    const { see, world } = aWorld();
    const { order, isSeen } = await see();
    assert.deepEqual([order?.status, isSeen, world.touches], ["PAID", true, ["operator"]]);
  });

  it("waits ever longer for a slow trigger", async () => {
    const { see, world } = aWorld({ delay: 7 });
    assert.equal((await see()).isSeen, true);
    assert.deepEqual(world.pauses, [100, 100, 200, 300, 500, 1000, 1000, 1000]);
  });

  it("does not take an earlier look for its own", async () => {
    const { see, database, world } = aWorld({ delay: 1_000 });
    database.putOrder("ORD-1", anOrderAt("PAID", { observedAt: at(99) }), database.tick());
    world.looksLeft = 3;
    const { order, isSeen } = await see();
    assert.deepEqual([order?.status, isSeen, world.pauses.length], ["PAID", false, 3]);
  });

  it("does not wait on when the vendor could not be read", async () => {
    const read = () => {
      throw new PointCheckoutError({ kind: "unavailable", operation: "GET checkout/{id}" });
    };
    const { see, world } = aWorld({ read });
    const { order, isSeen } = await see();
    assert.deepEqual([order?.status, isSeen, world.pauses.length], ["PENDING", false, 1]);
  });

  it("gives null when the order is deleted meanwhile", async () => {
    const { see, database, world } = aWorld({ delay: 1_000 });
    world.looksLeft = 2;
    const seeing = see();
    database.orders.delete("ORD-1");
    assert.deepEqual(await seeing, { order: null, isSeen: false });
  });

  it("waits for no trigger of a checkout whose document is gone", async () => {
    const { see, database, world } = aWorld();
    database.checkouts.delete(FIRST);
    const { order, isSeen } = await see();
    assert.deepEqual([order?.status, isSeen, world.pauses], ["PENDING", false, []]);
  });
});
