import { setTimeout as sleep } from "node:timers/promises";
import type { Config } from "../../src/config.js";
import { type Connections, connectTo } from "../../src/connections.js";
import type { Order } from "../../src/orders/model/order.js";
import { reconcile } from "../../src/orders/reconcile/reconcile.js";
import { createPointCheckoutClient } from "../../src/pointcheckout/client.js";
import { cloudLog } from "../../src/shared/cloud-log.js";
import { withCleanErrors } from "../../src/shared/reason.js";
import { LINK_SETTINGS } from "../fixtures/orders.js";
import { MemoryCallCounter } from "../memory/memory-call-counter.js";
import { readOrder } from "../memory/memory-order-store.js";
import { memoryStores } from "../memory/memory-stores.js";
import { MemoryFirestore } from "./memory-audit.js";
import { PLANTED, plantedError, wholeText } from "./planted.js";
import { timeFor } from "./time-for.js";
import { captureOutput } from "./written-lines.js";

export type Surface = "logs" | "documents" | "answers";

/** The product in memory, with its true log and its true API client, and everything that comes out of it kept. */
export class PlantedWorld {
  private readonly stores = memoryStores(0);
  readonly database = this.stores.database;
  readonly counter = new MemoryCallCounter();
  /** Calls of stores that fail, such as "orders.commit". */
  readonly broken = new Set<string>();
  private readonly audits = new MemoryFirestore();
  private readonly triggers: Promise<unknown>[] = [];
  private readonly answers: string[] = [];
  private logs = "";
  readonly connections: Connections;

  constructor(
    apiUrl: string,
    readonly echo: string,
    timeoutMs = 10_000,
  ) {
    const { database, orders, checkouts } = this.stores;
    const open = async () => [...database.orders].map(([id, document]) => readOrder(id, document));
    const api = {
      apiUrl,
      headerPrefix: "X-PointCheckout",
      apiKey: PLANTED.apiKey,
      apiSecret: PLANTED.apiSecret,
      timeoutMs,
      readBackoffMs: 1,
    };
    const settings: Config = {
      ...LINK_SETTINGS,
      api,
      callTimeoutMs: 60_000,
      stepsMs: 25_000,
      sweepLimit: 300,
      auditDays: 1,
      staffRefundLimitMinor: () => 1_000_000,
      isAllowedLink: (url) => url.startsWith("https://pay.test.paymennt.com/"),
    };
    const made = {
      orders: this.breakable("orders", Object.assign(orders, { open })),
      checkouts: this.breakable("checkouts", checkouts),
      audits: this.breakable("audits", this.audits.auditStore),
      counter: this.counter,
      log: cloudLog,
      settings,
      pointcheckout: createPointCheckoutClient(api),
    };
    this.connections = made as unknown as Connections;
    connectTo(this.connections);
    database.onTouch = (touch) => {
      const trigger = withCleanErrors(() => reconcile(this.connections, { ...touch, touchedBy: "operator" }));
      this.triggers.push(trigger.catch((error: unknown) => this.keep(error)));
    };
  }

  /** What a callable's work is given, waiting hardly at all, and not for ever. */
  deps() {
    const time = { sleep: () => sleep(5), hasTimeLeft: timeFor(29) };
    return { ...this.connections, ...time, newLeaseId: () => "lease-1" };
  }

  /** Stores an order, whose customer's data is where it belongs. */
  put(order: Order): this {
    const { email, phone } = PLANTED;
    const customer = { firstName: "Sara", lastName: "Ali", email, phone };
    const announced = Object.entries(order.attempts).map(([id, attempt]) => [
      id,
      { ...attempt, announcement: PLACE },
    ]);
    const content = { ...order.content, customer };
    this.database.putWithCheckouts({ ...order, content, attempts: Object.fromEntries(announced) });
    return this;
  }

  /** Runs something, and keeps its answer or what it threw, with all that is logged meanwhile. */
  async run(work: () => unknown): Promise<void> {
    const release = captureOutput((text) => {
      this.logs += text;
    });
    try {
      this.keep(await work());
    } catch (error) {
      this.keep(error);
    } finally {
      await Promise.all(this.triggers);
      release();
    }
  }

  /** All that came out, by where it did. A customer's data in the order's own fields belongs there. */
  surfaces(): Record<Surface, string> {
    const { orders, events, internal, checkouts } = this.database;
    const own = [...orders.values()].map(({ fields }) => {
      const { customer: _, billingAddress: __, deliveryAddress: ___, ...rest } = fields;
      return rest;
    });
    const kept = [own, events, internal, checkouts, this.audits];
    return { logs: this.logs, documents: kept.map(wholeText).join("\n"), answers: this.answers.join("\n") };
  }

  private keep(answer: unknown): void {
    const stack = answer instanceof Error ? answer.stack : "";
    this.answers.push(`${wholeText(answer)}\n${stack}\n${JSON.stringify(answer)}`);
  }

  private breakable<T extends object>(name: string, store: T): T {
    return new Proxy(store, {
      get: (target, key) => {
        const method: unknown = Reflect.get(target, key);
        if (typeof method !== "function") return method;
        return (...args: unknown[]) =>
          this.broken.has(`${name}.${String(key)}`)
            ? Promise.reject(plantedError(this.echo))
            : (Reflect.apply(method, target, args) as unknown);
      },
    });
  }
}

const PLACE = { firebaseDatabase: "pc-test-734bc", firebaseCollection: "checkouts", firebaseDocument: "doc" };
