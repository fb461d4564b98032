import type { Caller } from "./authorise.js";
import type { Parsed } from "./link-input.js";

/** What a callable does with a call of somebody who may call it. */
export type CallableWork<Input, Output> = {
  /** Reads what was sent; unknown fields are problems. What it needs of the caller it is told. */
  parse: (data: unknown, caller: Caller) => Parsed<Input>;
  work: (input: Input, caller: Caller) => Promise<Output>;
};

/** Gives `parse` and `work` of one callable the types of each other. */
export const callableWork = <Input, Output>(both: CallableWork<Input, Output>): CallableWork<Input, Output> =>
  both;
