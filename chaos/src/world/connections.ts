import { setTimeout as sleep } from "node:timers/promises";

/** After a cut, the emulator still finishes what it had received; ms. */
const SETTLING_MS = 10_000;

/**
 * All open calls to our functions. When a process dies, the emulator leaves some of its callers waiting for ever, so
 * all calls are cut.
 */
export class Connections {
  private controller = new AbortController();
  private lastCutAt: number | null = null;

  /** Aborts after this time, or at the next cut. */
  signal = (timeoutMs: number): AbortSignal =>
    AbortSignal.any([this.controller.signal, AbortSignal.timeout(timeoutMs)]);

  cut(): void {
    this.controller.abort(new Error("the process was killed"));
    this.controller = new AbortController();
    this.lastCutAt = performance.now();
  }

  /** Resolves when the emulator has finished the calls that were cut. */
  async settled(): Promise<void> {
    if (this.lastCutAt === null) return;
    await sleep(Math.max(0, this.lastCutAt + SETTLING_MS - performance.now()));
  }
}
