import fc from "fast-check";
import { drawSeed } from "./budget.js";
import { recordProof } from "./record-proof.js";

type More = Pick<fc.Parameters, "endOnFailure" | "maxSkipsPerRun">;

/**
 * Holds a property against so many inputs, and records that it held.
 *
 * @param proof what it proves, as in the table of `npm run prove`; properties of one name are added up
 * @param inputs from `budget`
 * @throws with the seed and the smallest input for which it does not hold
 */
export function prove<T>(proof: string, property: fc.IProperty<T>, inputs: number, more?: More): void;
export function prove<T>(
  proof: string,
  property: fc.IAsyncProperty<T>,
  inputs: number,
  more?: More,
): Promise<void>;
export function prove<T>(
  proof: string,
  property: fc.IProperty<T> | fc.IAsyncProperty<T>,
  inputs: number,
  more: More = {},
): Promise<void> | void {
  const held = fc.assert(property, { ...more, numRuns: inputs, seed: drawSeed() });
  const record = () => recordProof(proof, inputs, "inputs");
  return held instanceof Promise ? held.then(record) : record();
}
