import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { withLock } from "./lock.mjs";

/**
 * What commands make of files, and make again when these have changed. `digest`: of the files as they are now;
 * `stamp`: keeps that of the files it was made of.
 *
 * @typedef {{ name: string, stamp: string, digest: () => string }} Made
 */

/** @param {Made} made */
export const isMade = ({ stamp, digest }) => existsSync(stamp) && readFileSync(stamp, "utf8") === digest();

/**
 * Does the work unless all is made. Commands that start at once wait for the one that does it.
 *
 * @param {Made} made
 * @param {() => Promise<unknown>} work
 */
export async function make(made, work) {
  if (isMade(made)) return;
  await withLock(made.name, async () => {
    if (isMade(made)) return;
    const digest = made.digest();
    await work();
    writeFileSync(made.stamp, digest);
  });
}
