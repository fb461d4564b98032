import type { OrderFacts, RunFacts } from "../facts/facts.js";

/** Something that has to hold for every order. Pure. */
export type Law = {
  /** As it stands in the report and in docs/chaos.md. */
  readonly name: string;
  /** @returns what breaks it, in words; empty when it holds */
  readonly breaches: (order: OrderFacts, run: RunFacts) => string[];
};
