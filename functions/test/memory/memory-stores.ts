import type { Log } from "../../src/shared/log.js";
import { at } from "../fixtures/orders.js";
import { MemoryCheckoutStore } from "./memory-checkout-store.js";
import { MemoryDatabase } from "./memory-database.js";
import { MemoryOrderStore } from "./memory-order-store.js";

/** The stores on one database in memory, whose clock begins at a second of the specs' day. */
export function memoryStores(seconds: number, log?: Log) {
  const database = new MemoryDatabase(at(seconds));
  const orders = new MemoryOrderStore(database, log);
  return { database, orders, checkouts: new MemoryCheckoutStore(database) };
}
