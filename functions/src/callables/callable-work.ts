import type { CallableOptions } from "firebase-functions/v2/https";
import type { Parsed } from "../orders/model/parse-by-schema.js";
import type { OrderSnapshot } from "../orders/store/order-store.js";
import type { LimitedCallable } from "../parameters.js";
import type { Caller, Role } from "./authorise.js";

/** What a callable does with a call of somebody who may call it. */
export type CallableWork<Input, Output> = {
  /** Reads what was sent; unknown fields are problems. It gets the caller. */
  parse: (data: unknown, caller: Caller) => Parsed<Input>;
  /** Reads the order that the work begins with, for a callable whose calls are limited: it is read beside the count. */
  readOrder?: ((input: Input) => Promise<OrderSnapshot>) | undefined;
  /** @param order as it was read beside the count; absent when the call was not counted */
  work: (input: Input, caller: Caller, order?: Promise<OrderSnapshot>) => Promise<Output>;
};

/** Gives `parse` and `work` of one callable the types of each other. */
export const callableWork = <Input, Output>(both: CallableWork<Input, Output>): CallableWork<Input, Output> =>
  both;

/** What a callable is, without what it does. */
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
