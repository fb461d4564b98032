import { appendFileSync } from "node:fs";

/** So many of something were tried, and none broke what the spec claims. */
export type Proof = { readonly proof: string; readonly unit: string; readonly count: number };

/**
 * Notes what a spec has tried in the file that PROOF_FILE names, if it names one. Several processes may write it.
 *
 * @param proof what was proved, the same for all specs that add to one count
 */
export function recordProof(proof: string, count: number, unit: string): void {
  const file = process.env.PROOF_FILE;
  if (!file) return;
  const line: Proof = { proof, unit, count };
  appendFileSync(file, `${JSON.stringify(line)}\n`);
}
