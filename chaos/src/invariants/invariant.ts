import type { OrderFacts, RunFacts } from "../facts/facts.js";

/** A property that every order must have. Pure. */
export type Invariant = {
  /** As in the report and in docs/chaos.md. */
  readonly name: string;
  /** @returns a sentence for each violation */
  readonly breaches: (order: OrderFacts, run: RunFacts) => string[];
};
