import { setTimeout as sleep } from "node:timers/promises";

/** After a cut, what had reached the emulator is still carried out, though nobody waits for it; ms. */
const SETTLING_MS = 10_000;

/**
 * All that is on the line to our functions. When a process dies, its callers hear of it at once; the emulator leaves
 * some of them waiting for ever, so the line is cut for all.
 */
export class Connections {
  private line = new AbortController();
  private lastCutAt: number | null = null;

  /** Ends whoever waits on it longer than this, or at the next cut. */
  signal = (timeoutMs: number): AbortSignal =>
    AbortSignal.any([this.line.signal, AbortSignal.timeout(timeoutMs)]);

  cut(): void {
    this.line.abort(new Error("the process was killed"));
    this.line = new AbortController();
    this.lastCutAt = performance.now();
  }

  /** Resolves when what was carried out without a caller is over. */
  async settled(): Promise<void> {
    if (this.lastCutAt === null) return;
    await sleep(Math.max(0, this.lastCutAt + SETTLING_MS - performance.now()));
  }
}
