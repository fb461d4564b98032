import * as z from "zod";
import { instantSchema } from "./attempt.js";

/** A request that may have reached the vendor unanswered. */
export const unconfirmedSchema = z.object({
  requestId: z.string(),
  attempt: z.number().int().positive(),
  /** When it is searched for; null: no longer by itself, but always before its id is sent again. */
  searchAt: instantSchema.nullable(),
});
export type Unconfirmed = z.infer<typeof unconfirmedSchema>;

/** All such requests of an order, one entry for each request id. Written as one or null before it was a list. */
export const unconfirmedListSchema = z.union([
  z.array(unconfirmedSchema),
  unconfirmedSchema.transform((one) => [one]),
  z.null().transform((): Unconfirmed[] => []),
]);

/**
 * What an order is to remember of unanswered requests once it is known how one of them stands. The others stay: a
 * vendor that takes a request id twice may yet make a link for each.
 *
 * @param entry null when nothing more can come of the request
 */
export function noteUnconfirmed(
  { unconfirmed }: { unconfirmed: readonly Unconfirmed[] },
  requestId: string,
  entry: Unconfirmed | null,
): Unconfirmed[] {
  const others = unconfirmed.filter((one) => one.requestId !== requestId);
  return entry === null ? others : [...others, entry];
}
