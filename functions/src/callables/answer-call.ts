import type { CallableRequest } from "firebase-functions/v2/https";
import { openStores } from "../connections.js";
import { field } from "../orders/model/parse-by-schema.js";
import type { OrderSnapshot } from "../orders/store/order-store.js";
import { authorise, requireApp } from "./authorise.js";
import type { CallableDefinition, CallableWork } from "./callable-work.js";
import { limitCalls } from "./limit-calls.js";
import { serviceOf } from "./service-account.js";
import { atTheEdge, invalidArgument } from "./to-https-error.js";
import { unreadableIn } from "./unreadable.js";

/**
 * Answers a call: authorise, parse, count, work, translate errors. The order may be read while the call is counted;
 * nothing is written or asked of the vendor before.
 */
export function answerCall<Input, Output>(
  { name, role, limited }: CallableDefinition,
  { parse, readOrder, work }: CallableWork<Input, Output>,
  request: CallableRequest<unknown>,
): Promise<Output> {
  const who: Pick<CallableRequest, "auth"> = { ...request };
  return atTheEdge(name, who, async (about) => {
    const service = await serviceOf(request);
    // A backend has no App Check token; its service token says more.
    if (service) who.auth = service;
    else requireApp(request);
    const caller = authorise(who, role);
    const unread = unreadableIn(request);
    if (unread.length > 0) throw invalidArgument(unread);
    const parsed = parse(request.data, caller);
    if (!parsed.ok) throw invalidArgument(parsed.problems);
    about.orderId = orderIdOf(parsed.value);
    let order: Promise<OrderSnapshot> | undefined;
    const meanwhile = () => {
      order = readOrder?.(parsed.value);
      // A refused call never awaits the read.
      order?.catch(() => undefined);
    };
    if (limited) await limitCalls(openStores(), limited, caller, meanwhile);
    return work(parsed.value, caller, order);
  });
}

function orderIdOf(input: unknown): string | undefined {
  const orderId = field(input, "orderId") ?? field(field(input, "command"), "orderId");
  return typeof orderId === "string" ? orderId : undefined;
}
