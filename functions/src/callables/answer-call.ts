import type { CallableRequest } from "firebase-functions/v2/https";
import { openStores } from "../connections.js";
import { field } from "../orders/model/parse-by-schema.js";
import type { OrderSnapshot } from "../orders/store/order-store.js";
import { authorise, requireApp } from "./authorise.js";
import type { CallableDefinition, CallableWork } from "./callable-work.js";
import { sizeProblems } from "./input-size.js";
import { limitCalls } from "./limit-calls.js";
import { serviceOf } from "./service-account.js";
import { atTheEdge, invalidArgument } from "./to-https-error.js";
import { undecodableIn } from "./undecodable.js";

type LoadedCallable<Input, Output> = Pick<CallableDefinition<Input, Output>, "name" | "role" | "limited"> &
  CallableWork<Input, Output>;

/**
 * Answers a call in the one order that all keep: authorise, parse, count, work, and translate what was thrown. The order
 * may be read while the call is counted; nothing is written, and the vendor is asked nothing, before the count is known.
 */
export function answerCall<Input, Output>(
  { name, role, limited, parse, readOrder, work }: LoadedCallable<Input, Output>,
  request: CallableRequest<unknown>,
): Promise<Output> {
  const who: Pick<CallableRequest, "auth"> = { ...request };
  return atTheEdge(name, who, async (about) => {
    const service = await serviceOf(request);
    // A backend is no app: its token says more than App Check's would.
    if (service) who.auth = service;
    else requireApp(request);
    const caller = authorise(who, role);
    const unread = [...undecodableIn(request), ...sizeProblems(request.data)];
    if (unread.length > 0) throw invalidArgument(unread);
    const parsed = parse(request.data, caller);
    if (!parsed.ok) throw invalidArgument(parsed.problems);
    about.orderId = orderIdOf(parsed.value);
    let order: Promise<OrderSnapshot> | undefined;
    const meanwhile = () => {
      order = readOrder?.(parsed.value);
      // A call that is refused leaves the read unawaited.
      order?.catch(() => undefined);
    };
    if (limited) await limitCalls(openStores(), limited, caller, meanwhile);
    return work(parsed.value, caller, order);
  });
}

/** The order that an input names, for the log. */
function orderIdOf(input: unknown): string | undefined {
  const orderId = field(input, "orderId") ?? field(field(input, "command"), "orderId");
  return typeof orderId === "string" ? orderId : undefined;
}
