import { createHash } from "node:crypto";

const FRACTION_BITS = 53n;

/**
 * A number from 0 to below 1 that depends on nothing but its key: the same key, the same number, on every machine.
 *
 * A hash and no generator, because a generator hands out its numbers in the order in which they are asked for, and
 * concurrent requests ask in another order on every run. The first 53 bits of the digest are as many as a float holds.
 */
export function draw(...key: readonly (string | number)[]): number {
  // As JSON, so that no two keys run into the same text.
  const digest = createHash("sha256").update(JSON.stringify(key)).digest();
  return Number(digest.readBigUInt64BE() >> (64n - FRACTION_BITS)) / 2 ** Number(FRACTION_BITS);
}
