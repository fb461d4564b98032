import { type CallableFunction, type CallableOptions, onCall } from "firebase-functions/v2/https";
import { functionOptions, type LimitedCallable, secrets } from "../parameters.js";
import type { CallableWork } from "./answer-call.js";
import type { Role } from "./authorize.js";
import { withholdUnreadable } from "./unreadable.js";

/**
 * @param load called at the first call: other functions' starts do not wait for it
 * @param more `options`: beside those that all functions share; the vendor's secrets, where it names none
 */
export function defineCallable<Input, Output>(
  name: string,
  role: Role,
  load: () => Promise<CallableWork<Input, Output>>,
  { limited, options = { secrets } }: { limited?: LimitedCallable; options?: CallableOptions } = {},
): CallableFunction<unknown, Promise<Output>> {
  const callable = onCall<unknown, Promise<Output>>({ ...functionOptions(), ...options }, async (request) => {
    const [{ answerCall }, work] = await Promise.all([import("./answer-call.js"), load()]);
    return answerCall({ name, role, limited }, work, request);
  });
  // The same function with all that is known of it, but for what comes before the platform reads the body.
  return new Proxy(callable, {
    apply: (target, self, [request, ...rest]: Parameters<typeof callable>) => {
      withholdUnreadable(request);
      return Reflect.apply(target, self, [request, ...rest]);
    },
  });
}
