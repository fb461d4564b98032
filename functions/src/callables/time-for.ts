import { setTimeout as sleep } from "node:timers/promises";

/** @param ms until when the call may go on */
export function timeFor(ms: number): { sleep: (ms: number) => Promise<void>; hasTimeLeft: () => boolean } {
  const started = performance.now();
  return { sleep, hasTimeLeft: () => performance.now() - started < ms };
}
