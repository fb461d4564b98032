import type { CallableOptions } from "firebase-functions/v2/https";
import type * as z from "zod";
import { type Parsed, parseBySchema } from "../orders/model/parse-by-schema.js";
import type { OrderSnapshot } from "../orders/store/order-store.js";
import type { LimitedCallable } from "../parameters.js";
import type { Caller, Role } from "./authorize.js";

export type CallableWork<Input, Output> = {
  parse: (data: unknown, caller: Caller) => Parsed<Input>;
  /** Reads the order that the work begins with, beside the count of a limited callable. */
  readOrder?: ((input: Input) => Promise<OrderSnapshot>) | undefined;
  /** @param order as read beside the count; absent when the call was not counted */
  work: (input: Input, caller: Caller, order?: Promise<OrderSnapshot>) => Promise<Output>;
};

/** Gives `parse` and `work` of one callable the types of each other. */
export const callableWork = <Input, Output>(both: CallableWork<Input, Output>): CallableWork<Input, Output> =>
  both;

export const workBySchema = <Input, Output>(
  schema: z.ZodType<Input>,
  work: CallableWork<Input, Output>["work"],
): CallableWork<Input, Output> => ({ parse: (data) => parseBySchema(schema, data), work });

export type CallableDefinition = {
  name: string;
  role: Role;
  limited?: LimitedCallable;
  /** Beside those that all functions share; the vendor's secrets, where it names none. */
  options?: CallableOptions;
};
