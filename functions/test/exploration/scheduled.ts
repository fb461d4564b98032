import { LATE_SEARCH_MS } from "../../src/orders/link/obtain-links.js";
import type { OrderStore } from "../../src/orders/store/order-store.js";
import { PointCheckoutError } from "../../src/pointcheckout/errors.js";
import type { CreateLinkRequest } from "../../src/pointcheckout/requests.js";
import { addMilliseconds, compareInstants } from "../../src/shared/instant.js";
import type { MemoryVendor } from "../memory/memory-vendor.js";
import { describeArguments, describeResult } from "./describe-call.js";
import type { Schedule } from "./schedule.js";
import type { Outcome, Task } from "./task.js";

/** A write that was carried out although its caller got no answer. */
export class AnswerLost extends Error {
  override readonly name = "AnswerLost";
}

type Method = (...args: never[]) => Promise<unknown>;

/** The same object, every call of which is one step of the task's. */
function scheduled<T extends object>(
  task: Task,
  name: string,
  target: T,
  outcomesOf: (method: string, call: () => Promise<unknown>, args: readonly unknown[]) => Outcome<unknown>[],
  isCertain = false,
): T {
  return new Proxy(target, {
    get: (_, key) => {
      const method = String(key);
      const implementation = Reflect.get(target, key) as Method;
      return (...args: never[]) =>
        task.step({
          describe: () => `${name}.${method}(${describeArguments(args)})`,
          describeResult,
          isCertain,
          outcomes: () => outcomesOf(method, () => implementation.apply(target, args), args),
        });
    },
  });
}

export function scheduledStore<T extends object>(task: Task, name: string, store: T, isCertain = false): T {
  return scheduled(task, name, store, (_, call) => [{ name: "", run: call }], isCertain);
}

/** Orders whose commits may be carried out, and their answers lost or taken for a lost race. */
export function scheduledOrders(task: Task, orders: OrderStore, losesCommits: boolean): OrderStore {
  if (!losesCommits) return scheduledStore(task, "orders", orders);
  return scheduled(task, "orders", orders, (method, call) => {
    const done: Outcome<unknown> = { name: "", run: call };
    if (method !== "commit") return [done];
    const lose = async () => {
      if ((await call()) !== null) throw new AnswerLost("the write was carried out, its answer was lost");
      return null;
    };
    // The library sends a commit again when its connection violates; the second one finds the version changed.
    const mistake = async () => {
      await call();
      return null;
    };
    return [
      done,
      { name: "carried out, answer lost", run: lose, fault: true },
      { name: "carried out, taken for a lost race", run: mistake, fault: true },
    ];
  });
}

const timeout = () => new PointCheckoutError({ kind: "timeout", operation: "memory" });
const unreachable = () => new PointCheckoutError({ kind: "network", operation: "memory" });

/** The vendor, whose every call is a step that can go wrong in the ways of networks. */
export function scheduledVendor(task: Task, vendor: MemoryVendor, schedule: Schedule): MemoryVendor {
  return scheduled(task, "vendor", vendor, (method, call, args) => {
    const answered: Outcome<unknown> = { name: "", run: call };
    const lost = (error: () => Error) => () => Promise.reject(error());
    const never = { name: "never arrives", run: lost(unreachable), fault: true };
    if (method === "getCheckout" || method === "searchCheckouts") return [answered, never];
    const processed = async () => {
      await call().catch(() => undefined);
      throw timeout();
    };
    const answerLost = { name: "carried out, answer lost", run: processed, fault: true };
    if (method !== "createLink") return [answered, answerLost, never];
    const late = () => {
      const [request] = args as [CreateLinkRequest];
      // As late as the search that is made for it, or never: what comes later still is beyond any search.
      const latest = addMilliseconds(vendor.now, LATE_SEARCH_MS);
      const arrive = () => vendor.createLink(request).catch(() => undefined);
      const isInTime = () => compareInstants(vendor.now, latest) < 0;
      schedule.spawn(`request of ${task.name}`, (slow) => slow.do("arrives late", arrive, isInTime));
      return Promise.reject(timeout());
    };
    return [answered, answerLost, never, { name: "is under way, given up", run: late, fault: true }];
  });
}
