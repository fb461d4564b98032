import { type CallableFunction, type CallableOptions, onCall } from "firebase-functions/v2/https";
import { functionOptions } from "../config.js";
import { authorise, type Caller, type Role } from "./authorise.js";
import type { Parsed } from "./link-input.js";
import { atTheEdge, invalidArgument } from "./to-https-error.js";

export type CallableDefinition<Input, Output> = {
  name: string;
  /** Who may call at all. */
  role: Role;
  /** Beside the options that all functions share. */
  options?: CallableOptions;
  /** Reads what was sent; unknown fields are problems. What it needs of the caller it is told. */
  parse: (data: unknown, caller: Caller) => Parsed<Input>;
  work: (input: Input, caller: Caller) => Promise<Output>;
};

/** A callable in the one order that all keep: authorise, parse, work, and translate what was thrown. */
export function defineCallable<Input, Output>({
  name,
  role,
  options,
  parse,
  work,
}: CallableDefinition<Input, Output>): CallableFunction<unknown, Promise<Output>> {
  return onCall<unknown, Promise<Output>>({ ...functionOptions(), ...options }, (request) =>
    atTheEdge(name, request, async () => {
      const caller = authorise(request, role);
      const parsed = parse(request.data, caller);
      if (!parsed.ok) throw invalidArgument(parsed.problems);
      return work(parsed.value, caller);
    }),
  );
}
