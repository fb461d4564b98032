import { setTimeout as sleep } from "node:timers/promises";

export type CallTime = { sleep: (ms: number) => Promise<void>; hasTimeLeft: () => boolean };

/** @param ms until when the call may go on */
export function timeFor(ms: number): CallTime {
  const started = performance.now();
  return { sleep, hasTimeLeft: () => performance.now() - started < ms };
}
