import type { OrderSnapshot } from "../orders/order-store.js";
import type { Caller } from "./authorise.js";
import type { Parsed } from "./link-input.js";

/** What a callable does with a call of somebody who may call it. */
export type CallableWork<Input, Output> = {
  /** Reads what was sent; unknown fields are problems. What it needs of the caller it is told. */
  parse: (data: unknown, caller: Caller) => Parsed<Input>;
  /** Reads the order that the work begins with, for a callable whose calls are limited: it is read beside the count. */
  readOrder?: ((input: Input) => Promise<OrderSnapshot>) | undefined;
  /** @param order as it was read beside the count; absent when the call was not counted */
  work: (input: Input, caller: Caller, order?: Promise<OrderSnapshot>) => Promise<Output>;
};

/** Gives `parse` and `work` of one callable the types of each other. */
export const callableWork = <Input, Output>(both: CallableWork<Input, Output>): CallableWork<Input, Output> =>
  both;
