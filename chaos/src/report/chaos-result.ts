import type { OrderFacts, Violation } from "../facts/facts.js";
import type { Figures } from "./figures.js";

export type ChaosResult = {
  readonly seed: number;
  readonly seconds: number;
  readonly figures: Figures;
  readonly killed: { functions: number; listener: number };
  /** Orders whose paid amount fell: the product waits ten minutes before it applies that. */
  readonly aged: number;
  readonly violations: readonly Violation[];
  readonly histories: readonly OrderFacts[];
};
