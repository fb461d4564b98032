import assert from "node:assert/strict";
import { budget } from "../../../test/budget.js";
import { recordProof } from "../../../test/record-proof.js";
import { anAttempt, anOrder, aRemote, at, checkoutId } from "../../test/fixtures/orders.js";
import { MemoryDatabase } from "../../test/memory/memory-database.js";
import { MemoryOrderStore } from "../../test/memory/memory-order-store.js";
import { memoryStores } from "../../test/memory/memory-stores.js";
import { silentLog } from "../../test/support/silent-log.js";
import { sweepDependencies } from "../../test/support/sweep-dependencies.js";
import type { CheckoutId } from "../checkouts/checkout-id.js";
import type { Order } from "../orders/model/order.js";
import { reconcile } from "../orders/reconcile/reconcile.js";
import { PointCheckoutError } from "../pointcheckout/errors.js";
import { addMilliseconds } from "../shared/instant.js";
import { type SweepDependencies, sweep } from "./sweep.js";

const MINUTE_MS = 60_000;

/** Many orders that are due at the beginning of the day, and what the sweep does to them minute by minute. */
class Backlog {
  readonly database = new MemoryDatabase(at(0));
  readonly touches = new Map<CheckoutId, number>();
  readonly vendorCalls: string[] = [];
  private readonly store = new MemoryOrderStore(this.database);
  private readonly triggers: Promise<unknown>[] = [];
  ordersRead = 0;
  /** Orders that one query may bring into memory. */
  mostAtOnce = 0;
  private queries = 0;
  /** ms since the run began. */
  elapsedMs = 0;
  vendorIsDown = false;
  failsOnce = false;
  /** Of the queries for due orders: from this one on. */
  unreadableFrom = Number.POSITIVE_INFINITY;
  readonly logged: string[] = [];

  constructor(count: number, order: (id: CheckoutId, orderId: string) => Partial<Order>) {
    for (let number = 1; number <= count; number += 1) {
      const orderId = `ORD-${number}`;
      const id = checkoutId(`16${String(number).padStart(17, "0")}`);
      this.database.putWithCheckouts(anOrder({ orderId, ...order(id, orderId) }));
    }
    this.database.onTouch = (touch) => {
      this.touches.set(touch.checkoutId, (this.touches.get(touch.checkoutId) ?? 0) + 1);
      this.triggers.push(reconcile({ orders: this.store, pointcheckout: this, log: silentLog }, touch));
    };
  }

  /** The vendor: everything is paid. */
  async getCheckout(id: CheckoutId) {
    const orderId = String(this.database.checkouts.get(id)?.fields.orderId);
    return aRemote({ id, orderId, requestId: `${orderId}-r1`, status: "PAID" });
  }

  /** One run, at the beginning of a minute. */
  async run(minute: number, settings: { limit: number; budgetMs?: number }) {
    const { limit, budgetMs = 30_000 } = settings;
    this.elapsedMs = 0;
    const orders = {
      read: async (orderId: string) => {
        this.ordersRead += 1;
        return this.store.read(orderId);
      },
      commit: this.store.commit.bind(this.store),
      due: async (...query: Parameters<MemoryOrderStore["due"]>) => {
        this.queries += 1;
        if (this.queries >= this.unreadableFrom) throw new Error("unavailable");
        const due = await this.store.due(...query);
        this.mostAtOnce = Math.max(this.mostAtOnce, query[1]);
        this.ordersRead += due.orders.length;
        return due;
      },
    };
    const call = async (name: string): Promise<never> => {
      this.vendorCalls.push(name);
      const isOut = this.vendorIsDown || (this.failsOnce && this.vendorCalls.length === 1);
      throw new PointCheckoutError({ kind: isOut ? "unavailable" : "rejected", operation: name });
    };
    const deps: SweepDependencies = {
      orders,
      pointcheckout: { searchCheckouts: () => call("search"), cancelCheckout: () => call("cancel") },
      settings: { limit, paceMs: budgetMs / 2 / limit, livemode: false, isAllowedLink: () => true },
      log: { ...silentLog, info: (event) => void this.logged.push(event) },
      hasTimeLeft: () => this.elapsedMs < budgetMs,
      sleep: async (ms) => {
        this.elapsedMs += ms;
      },
    };
    const report = await sweep(deps, addMilliseconds(at(60), minute * MINUTE_MS));
    await Promise.all(this.triggers.splice(0));
    return report;
  }
}

describe("sweep of a backlog", () => {
  const pending = (id: CheckoutId, orderId: string): Partial<Order> => ({
    attempts: { [id]: anAttempt({ requestId: `${orderId}-r1`, nextCheckAt: at(1) }) },
  });

  it("drains due orders at the parameterised rate, touches each once, and reads little else", async () => {
    const limit = 300;
    const backlog = new Backlog(budget.backlog, pending);
    const touched: number[] = [];
    for (let minute = 0; touched.at(-1) !== 0; minute += 1) {
      touched.push((await backlog.run(minute, { limit })).touched);
      assert.ok(backlog.elapsedMs <= 15_100, `a run took ${backlog.elapsedMs} ms`);
    }
    const fullRuns = Math.floor(budget.backlog / limit);
    assert.deepEqual(touched, [...Array(fullRuns).fill(limit), budget.backlog % limit, 0]);
    assert.equal(backlog.touches.size, budget.backlog);
    assert.deepEqual(new Set(backlog.touches.values()), new Set([1]));
    const again = backlog.ordersRead - budget.backlog;
    assert.ok(again < budget.backlog / 10, `${again} were read again`);
    recordProof("sweep: orders of a backlog", budget.backlog, "orders");
  });

  it("does a whole run of thousands with a small part of them in memory", async () => {
    const backlog = new Backlog(budget.backlog, pending);
    const { due, touched } = await backlog.run(0, { limit: 5_000 });
    assert.deepEqual([due, touched], Array(2).fill(Math.min(budget.backlog, 5_000)));
    assert.ok(backlog.mostAtOnce <= 150, `${backlog.mostAtOnce} at once`);
  });

  it("ends what it has begun, and tells of it, when the next orders cannot be read", async () => {
    const backlog = Object.assign(new Backlog(250, pending), { unreadableFrom: 2 });
    await assert.rejects(backlog.run(0, { limit: 300 }), /unavailable/);
    assert.deepEqual(backlog.logged, [...Array(100).fill("sweep.order"), "sweep.done"]);
    const unread = Object.assign(new Backlog(1, pending), { unreadableFrom: 1 });
    await assert.rejects(unread.run(0, { limit: 300 }), /unavailable/);
    assert.deepEqual(unread.logged, [], "a run that is none must not keep the alert quiet");
  });

  it("leaves the rest to the next run when its time is over", async () => {
    const slow = new Backlog(300, pending);
    slow.database.onOrderWritten = () => {
      slow.elapsedMs += 300;
    };
    const first = await slow.run(0, { limit: 300 });
    assert.ok(first.touched > 20 && first.touched < 120, `${first.touched} were touched`);
    slow.database.onOrderWritten = () => undefined;
    const second = await slow.run(1, { limit: 300 });
    assert.equal(first.touched + second.touched, 300);
    assert.deepEqual(new Set(slow.touches.values()), new Set([1]));
  });

  it("asks a vendor that is out of reach a few times, and not once for each order", async () => {
    const paidTwice = (id: CheckoutId, orderId: string): Partial<Order> => ({
      status: "PAID",
      attempts: {
        [id]: anAttempt({ requestId: `${orderId}-r1`, status: "PAID", nextCheckAt: null }),
        [checkoutId(`9${id}`)]: anAttempt({ attempt: 2, requestId: `${orderId}-r2`, nextCheckAt: at(1) }),
      },
    });
    const down = Object.assign(new Backlog(100, paidTwice), { vendorIsDown: true });
    await down.run(0, { limit: 300 });
    assert.ok(down.vendorCalls.length <= 8, `${down.vendorCalls.length} calls`);
    const failing = Object.assign(new Backlog(100, paidTwice), { failsOnce: true });
    await failing.run(0, { limit: 300 });
    assert.equal(failing.vendorCalls.length, 100, "one failure keeps no other order waiting");
    const refusing = new Backlog(100, paidTwice);
    await refusing.run(0, { limit: 300 });
    assert.equal(refusing.vendorCalls.length, 100);
  });

  it("pauses between two orders, and not after the last", async () => {
    const { database, orders } = memoryStores(120);
    for (const orderId of ["ORD-1", "ORD-2"])
      database.put(anOrder({ orderId, attempts: {}, nextCheckAt: at(60) }));
    const pauses = [Promise.resolve(), new Promise<void>(() => {})];
    const sleep = () => pauses.shift() ?? assert.fail("a third pause");
    const isAsked = () => assert.fail("the vendor is asked");
    const pointcheckout = { searchCheckouts: isAsked, cancelCheckout: isAsked };
    const { due } = await sweep(sweepDependencies({ orders, pointcheckout, sleep }), at(120));
    assert.deepEqual([due, pauses.length], [2, 0]);
  });

  it("reads on past a page that has hardly an order that can be read", async () => {
    const backlog = new Backlog(250, pending);
    for (let number = 1; number <= 240; number += 1) {
      const fields = { payment: { nextCheckAt: at(0), attempts: "none" } };
      backlog.database.putOrder(`BAD-${number}`, fields, at(0));
    }
    assert.equal((await backlog.run(0, { limit: 300 })).touched, 250);
  });
});
