import type { Proof } from "../record-proof.js";

/**
 * The table of what was tried, one row for each proof and unit, in alphabetical order.
 *
 * @param lines what recordProof wrote
 */
export function proofTable(lines: string): { proof: string; tried: string }[] {
  const counts = new Map<string, Proof>();
  for (const line of lines.split("\n").filter((one) => one !== "")) {
    const { proof, unit, count } = JSON.parse(line) as Proof;
    const key = `${proof}\n${unit}`;
    counts.set(key, { proof, unit, count: count + (counts.get(key)?.count ?? 0) });
  }
  return [...counts.values()]
    .map(({ proof, unit, count }) => ({ proof, tried: `${count.toLocaleString("en")} ${unit}` }))
    .toSorted((a, b) => a.proof.localeCompare(b.proof) || a.tried.localeCompare(b.tried));
}
