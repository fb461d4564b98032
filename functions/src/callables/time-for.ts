import { setTimeout as sleep } from "node:timers/promises";
import { type Config, longestStepMs } from "../config.js";

export type CallTime = { sleep: (ms: number) => Promise<void>; hasTimeLeft: () => boolean };

/** @param ms until when the call may go on */
export function timeFor(ms: number): CallTime {
  const started = performance.now();
  return { sleep, hasTimeLeft: () => performance.now() - started < ms };
}

/** Until one more step still fits before the platform ends the function. */
export const timeForSteps = ({ callTimeoutMs, apiTimeoutMs }: Config): CallTime =>
  timeFor(callTimeoutMs - longestStepMs(apiTimeoutMs));
