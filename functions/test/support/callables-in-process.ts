import type { CallableRequest, HttpsError } from "firebase-functions/v2/https";
import { type Connections, connectTo } from "../../src/connections.js";
import * as exported from "../../src/index.js";
import type { Order } from "../../src/orders/model/order.js";
import type { PointCheckoutClient } from "../../src/pointcheckout/client.js";
import type { Log } from "../../src/shared/log.js";
import { at, LINK_SETTINGS } from "../fixtures/orders.js";
import { MemoryCallCounter } from "../memory/memory-call-counter.js";
import { MemoryCheckoutStore } from "../memory/memory-checkout-store.js";
import { MemoryDatabase } from "../memory/memory-database.js";
import { MemoryOrderStore } from "../memory/memory-order-store.js";
import { recordedLog } from "./recorded-log.js";

/** The product's stores in memory, and how often each thing was asked for. */
export class World {
  readonly database = new MemoryDatabase(at(0));
  readonly counter = new MemoryCallCounter();
  reads = 0;
  writes = 0;
  vendorCalls = 0;
  /** Thrown by every read of an order. */
  fail: Error | null = null;
  /** What every call of the vendor ends in. */
  vendorFailure: Error = new Error("the vendor was called");
  private readonly recorded = recordedLog();
  readonly logged = this.recorded.lines;

  /** Stores an order with its checkouts; a touch of one is answered by a look that changes nothing else. */
  putOrder(order: Order): void {
    const { database } = this;
    database.putWithCheckouts(order);
    database.onTouch = ({ checkoutId }) => {
      const attempt = order.attempts[checkoutId];
      if (!attempt) return;
      database.put({ ...order, attempts: { [checkoutId]: { ...attempt, observedAt: database.tick() } } });
    };
  }

  /** Makes the callables of this process work on it; what they log goes to `log`, or else to `logged`. */
  connect(log: Log = this.recorded.log): this {
    const orders = new MemoryOrderStore(this.database, log);
    const pointcheckout = new Proxy({} as PointCheckoutClient, {
      get: () => () => {
        this.vendorCalls += 1;
        return Promise.reject(this.vendorFailure);
      },
    });
    const made = {
      orders: {
        read: (orderId: string) => {
          this.reads += 1;
          if (this.fail) return Promise.reject(this.fail);
          return orders.read(orderId);
        },
        commit: (...args: Parameters<typeof orders.commit>) => {
          this.writes += 1;
          return orders.commit(...args);
        },
      },
      checkouts: new MemoryCheckoutStore(this.database),
      counter: this.counter,
      log,
      settings: { ...LINK_SETTINGS, callTimeoutMs: 60_000, stepsMs: 43_000 },
      pointcheckout,
    };
    connectTo(made as unknown as Connections);
    return this;
  }
}

/** Somebody who calls; `app` says that App Check vouches for the app. */
export type Somebody = { uid: string; role?: string; app?: boolean };

/** A request as a callable's `.run` takes it, once the platform has verified what it verifies. */
export function requestOf(data: unknown, user: Somebody | null): CallableRequest<unknown> {
  const auth = user && { uid: user.uid, token: user.role ? { role: user.role } : {} };
  const app = user?.app ? { appId: "app-1", token: {} } : undefined;
  return { data, ...(auth ? { auth } : {}), app, acceptsStreaming: false } as unknown as CallableRequest;
}

/** All that is deployed, by name. */
export const deployed = exported as unknown as Record<
  string,
  { run: (request: unknown) => Promise<unknown>; __endpoint: Record<string, unknown> }
>;

/** Calls a deployed callable. @returns its refusal; null when the call was answered */
export const refusalOf = (name: string, data: unknown, user: Somebody | null): Promise<HttpsError | null> =>
  Promise.resolve()
    .then(() => deployed[name]?.run(requestOf(data, user)))
    .then(
      () => null,
      (error: HttpsError) => error,
    );
