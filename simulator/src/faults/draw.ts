import { createHash } from "node:crypto";

// What a float holds.
const FRACTION_BITS = 53n;

/**
 * A number from 0 to below 1 that depends on its key alone. A hash and not a generator, because concurrent requests would
 * ask a generator in another order on every run.
 */
export function draw(...key: readonly (string | number)[]): number {
  const digest = createHash("sha256").update(JSON.stringify(key)).digest();
  return Number(digest.readBigUInt64BE() >> (64n - FRACTION_BITS)) / 2 ** Number(FRACTION_BITS);
}
