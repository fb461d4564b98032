import { type CallableFunction, onCall } from "firebase-functions/v2/https";
import { functionOptions, secrets } from "../parameters.js";
import type { CallableDefinition, CallableWork } from "./callable-work.js";
import { withholdUnreadable } from "./unreadable.js";

/** @param load called at the first call: other functions' starts do not wait for it */
export function defineCallable<Input, Output>(
  { options = { secrets }, ...definition }: CallableDefinition,
  load: () => Promise<CallableWork<Input, Output>>,
): CallableFunction<unknown, Promise<Output>> {
  const callable = onCall<unknown, Promise<Output>>({ ...functionOptions(), ...options }, async (request) => {
    const [{ answerCall }, work] = await Promise.all([import("./answer-call.js"), load()]);
    return answerCall(definition, work, request);
  });
  // The same function with all that is known of it, but for what comes before the platform reads the body.
  return new Proxy(callable, {
    apply: (target, self, [request, ...rest]: Parameters<typeof callable>) => {
      withholdUnreadable(request);
      return Reflect.apply(target, self, [request, ...rest]);
    },
  });
}
