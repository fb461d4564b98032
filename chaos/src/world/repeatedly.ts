import { setTimeout as sleep } from "node:timers/promises";

/**
 * Does something again and again, with a pause before each time.
 *
 * @returns stops it, and resolves when it has ended
 */
export function repeatedly(pauseMs: number, work: () => Promise<void>): () => Promise<void> {
  const stopping = new AbortController();
  const { signal } = stopping;
  const repeat = async () => {
    while (!signal.aborted) {
      await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
      if (!signal.aborted) await work();
    }
  };
  const running = repeat();
  return () => {
    stopping.abort();
    return running;
  };
}
