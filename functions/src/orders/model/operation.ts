import type { Fact } from "./order-event.js";

/** Who asked for an operation, and why. */
export type Operator = {
  uid: string;
  /** In the person's own words; null when they gave none. */
  reason: string | null;
};

/**
 * The trace of an operation in the order's history. It is written before the vendor is asked, so that no crash leaves
 * a deed without its doer; what came of it is told by the facts that follow.
 */
export function operationFact(
  type: Extract<Fact["type"], `operation.${string}`>,
  { uid, reason }: Operator,
  about: Pick<Fact, "checkoutId" | "amount" | "detail">,
): Fact {
  return { type, ...about, by: uid, ...(reason === null ? {} : { note: reason }) };
}
