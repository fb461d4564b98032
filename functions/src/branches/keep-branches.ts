import type { PointCheckoutClient } from "../pointcheckout/client.js";
import type { Branch } from "../pointcheckout/responses.js";

const KEPT_MS = 5 * 60_000;

/** Reads the merchant's branches at most once in five minutes. A failed read is not kept. @param now milliseconds */
export function keepBranches(
  { listBranches }: Pick<PointCheckoutClient, "listBranches">,
  now: () => number = () => performance.now(),
): () => Promise<Branch[]> {
  let kept: { branches: Promise<Branch[]>; until: number } | null = null;
  return () => {
    if (kept && now() < kept.until) return kept.branches;
    const reading = { branches: listBranches(), until: now() + KEPT_MS };
    kept = reading;
    reading.branches.catch(() => {
      if (kept === reading) kept = null;
    });
    return reading.branches;
  };
}
