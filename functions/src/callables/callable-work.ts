import type * as z from "zod";
import { type Parsed, parseBySchema } from "../orders/model/parse-by-schema.js";
import type { OrderSnapshot } from "../orders/store/order-store.js";
import type { Caller } from "./authorize.js";

export type CallableWork<Input, Output> = {
  /** @param given what `dropNotGiven` left of the call's data */
  parse: (given: unknown, caller: Caller) => Parsed<Input>;
  readOrder?: ((input: Input) => Promise<OrderSnapshot>) | undefined;
  /** @param order as read beside the count; absent when the call was not counted */
  work: (input: Input, caller: Caller, order?: Promise<OrderSnapshot>) => Promise<Output>;
};

export const workBySchema = <Input, Output>(
  schema: z.ZodType<Input>,
  work: CallableWork<Input, Output>["work"],
): CallableWork<Input, Output> => ({ parse: (given) => parseBySchema(schema, given), work });
