import { setTimeout as sleep } from "node:timers/promises";

export type CallTime = { sleep: (ms: number) => Promise<void>; hasTimeLeft: () => boolean };

export function timeFor(ms: number): CallTime {
  const started = performance.now();
  return { sleep, hasTimeLeft: () => performance.now() - started < ms };
}
