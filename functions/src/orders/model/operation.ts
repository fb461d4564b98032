import type { Instant } from "../../shared/instant.js";
import type { Fact } from "./order-event.js";

export type Operator = { uid: string; reason: string | null };

/** The event of an operation. It is written before the vendor is asked, so that a crash cannot hide who did it. */
export function operationFact(
  type: Extract<Fact["type"], `operation.${string}`>,
  { uid, reason }: Operator,
  about: Pick<Fact, "checkoutId" | "amount" | "detail">,
): Fact {
  return { type, ...about, by: uid, ...(reason === null ? {} : { note: reason }) };
}

/** A write that only notes an operation. */
export const operationWrite = (at: Instant, ...noted: Parameters<typeof operationFact>) => ({
  patch: {},
  cause: { at, source: "operator" as const },
  facts: [operationFact(...noted)],
});
