import type { CallableRequest } from "firebase-functions/v2/https";
import { openStores } from "../connections.js";
import { authorise, requireApp } from "./authorise.js";
import type { CallableWork } from "./callable-work.js";
import type { CallableDefinition } from "./define-callable.js";
import { field } from "./input-amounts.js";
import { sizeProblems } from "./input-size.js";
import { limitCalls } from "./limit-calls.js";
import { atTheEdge, invalidArgument } from "./to-https-error.js";
import { undecodableIn } from "./undecodable.js";

type LoadedCallable<Input, Output> = Pick<CallableDefinition<Input, Output>, "name" | "role" | "limited"> &
  CallableWork<Input, Output>;

/** Answers a call in the one order that all keep: authorise, parse, count, work, and translate what was thrown. */
export function answerCall<Input, Output>(
  { name, role, limited, parse, work }: LoadedCallable<Input, Output>,
  request: CallableRequest<unknown>,
): Promise<Output> {
  return atTheEdge(name, request, async (about) => {
    requireApp(request);
    const caller = authorise(request, role);
    const unread = [...undecodableIn(request), ...sizeProblems(request.data)];
    if (unread.length > 0) throw invalidArgument(unread);
    const parsed = parse(request.data, caller);
    if (!parsed.ok) throw invalidArgument(parsed.problems);
    about.orderId = orderIdOf(parsed.value);
    if (limited) await limitCalls(openStores(), limited, caller);
    return work(parsed.value, caller);
  });
}

/** The order that an input names, for the log. */
function orderIdOf(input: unknown): string | undefined {
  const orderId = field(input, "orderId") ?? field(field(input, "command"), "orderId");
  return typeof orderId === "string" ? orderId : undefined;
}
