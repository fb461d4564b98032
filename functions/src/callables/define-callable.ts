import { type CallableFunction, type CallableOptions, onCall } from "firebase-functions/v2/https";
import { functionOptions, type LimitedCallable } from "../parameters.js";
import type { Role } from "./authorise.js";
import type { CallableWork } from "./callable-work.js";
import { withholdUndecodable } from "./undecodable.js";

export type CallableDefinition<Input, Output> = {
  name: string;
  /** Who may call at all. */
  role: Role;
  /** Whether one user's calls are counted, under the callable's name. */
  limited?: LimitedCallable;
  /** Beside the options that all functions share. */
  options?: CallableOptions;
  /** Loads what it does, at the first call: a start of any other function does not wait for it. */
  load: () => Promise<CallableWork<Input, Output>>;
};

/** A callable that answers as `answerCall` says. */
export function defineCallable<Input, Output>({
  options,
  load,
  ...definition
}: CallableDefinition<Input, Output>): CallableFunction<unknown, Promise<Output>> {
  const callable = onCall<unknown, Promise<Output>>({ ...functionOptions(), ...options }, async (request) => {
    const [{ answerCall }, work] = await Promise.all([import("./answer-call.js"), load()]);
    return answerCall({ ...definition, ...work }, request);
  });
  // The same function with all that is known of it, but for what comes before the platform reads the body.
  return new Proxy(callable, {
    apply: (target, self, [request, ...rest]: Parameters<typeof callable>) => {
      withholdUndecodable(request);
      return Reflect.apply(target, self, [request, ...rest]);
    },
  });
}
