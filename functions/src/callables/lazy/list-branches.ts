import { connect } from "../../connections.js";
import { readNow } from "../../orders/operations/read-now.js";
import type { PointCheckoutClient } from "../../pointcheckout/client.js";
import type { Branch } from "../../pointcheckout/responses.js";
import { workBySchema } from "../answer-call.js";
import { nothingInput } from "../link-input.js";

const KEPT_MS = 5 * 60_000;

type Vendor = Pick<PointCheckoutClient, "listBranches">;
const kept = new WeakMap<Vendor, { branches: Promise<Branch[]>; until: number }>();

export const { parse, work } = workBySchema(nothingInput, async () => ({
  branches: await readNow(() => readBranches(connect().pointcheckout)),
}));

/** Reads the merchant's branches at most once in five minutes. A failed read is not kept. @param now milliseconds */
export function readBranches(vendor: Vendor, now = performance.now()): Promise<Branch[]> {
  const last = kept.get(vendor);
  if (last && now < last.until) return last.branches;
  const reading = { branches: vendor.listBranches(), until: now + KEPT_MS };
  kept.set(vendor, reading);
  reading.branches.catch(() => {
    if (kept.get(vendor) === reading) kept.delete(vendor);
  });
  return reading.branches;
}
