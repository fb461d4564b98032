import type { PointCheckoutClient } from "../pointcheckout/client.js";
import type { Branch } from "../pointcheckout/responses.js";

/** How long an instance answers with the branches that it has read; ms. */
const KEPT_MS = 5 * 60_000;

/**
 * Reads the merchant's branches at most once in five minutes, however many ask at once. A failed reading is not kept.
 *
 * @param now milliseconds
 */
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
