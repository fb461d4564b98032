import { setTimeout as sleep } from "node:timers/promises";

/** How one call waits, and whether it may go on: until `ms` from now. */
export function timeFor(ms: number): { sleep: (ms: number) => Promise<void>; hasTimeLeft: () => boolean } {
  const started = performance.now();
  return { sleep, hasTimeLeft: () => performance.now() - started < ms };
}
