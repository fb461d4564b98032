import { type CallableFunction, type CallableOptions, onCall } from "firebase-functions/v2/https";
import { functionOptions, type LimitedCallable } from "../config.js";
import { openStores } from "../connections.js";
import { authorise, type Caller, type Role, requireApp } from "./authorise.js";
import { field } from "./input-amounts.js";
import { sizeProblems } from "./input-size.js";
import { limitCalls } from "./limit-calls.js";
import type { Parsed } from "./link-input.js";
import { atTheEdge, invalidArgument } from "./to-https-error.js";
import { undecodableIn, withholdUndecodable } from "./undecodable.js";

export type CallableDefinition<Input, Output> = {
  name: string;
  /** Who may call at all. */
  role: Role;
  /** Whether one user's calls are counted, under the callable's name. */
  limited?: LimitedCallable;
  /** Beside the options that all functions share. */
  options?: CallableOptions;
  /** Reads what was sent; unknown fields are problems. What it needs of the caller it is told. */
  parse: (data: unknown, caller: Caller) => Parsed<Input>;
  work: (input: Input, caller: Caller) => Promise<Output>;
};

/** A callable in the one order that all keep: authorise, parse, count, work, and translate what was thrown. */
export function defineCallable<Input, Output>({
  name,
  role,
  limited,
  options,
  parse,
  work,
}: CallableDefinition<Input, Output>): CallableFunction<unknown, Promise<Output>> {
  const callable = onCall<unknown, Promise<Output>>({ ...functionOptions(), ...options }, (request) =>
    atTheEdge(name, request, async (about) => {
      requireApp(request);
      const caller = authorise(request, role);
      const unread = [...undecodableIn(request), ...sizeProblems(request.data)];
      if (unread.length > 0) throw invalidArgument(unread);
      const parsed = parse(request.data, caller);
      if (!parsed.ok) throw invalidArgument(parsed.problems);
      about.orderId = orderIdOf(parsed.value);
      if (limited) await limitCalls(openStores(), limited, caller);
      return work(parsed.value, caller);
    }),
  );
  // The same function with all that is known of it, but for what comes before the platform reads the body.
  return new Proxy(callable, {
    apply: (target, self, [request, ...rest]: Parameters<typeof callable>) => {
      withholdUndecodable(request);
      return Reflect.apply(target, self, [request, ...rest]);
    },
  });
}

/** The order that an input names, for the log. */
function orderIdOf(input: unknown): string | undefined {
  const orderId = field(input, "orderId") ?? field(field(input, "command"), "orderId");
  return typeof orderId === "string" ? orderId : undefined;
}
