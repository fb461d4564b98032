import { setTimeout as sleep } from "node:timers/promises";
import { callScheduled } from "../../../scripts/lib/scheduler.js";
import type { Connections } from "./connections.js";
import type { MovedClock } from "./moved-clock.js";

/** Longer than any scheduled function may run here; ms. */
const TIMEOUT_MS = 100_000;

/** Plays Cloud Scheduler, which no emulator does, by a clock that may be ahead of the real one. */
export class Schedules {
  /** Calls that did not end well: their process was killed, or the function failed. */
  readonly failed: string[] = [];
  private readonly stopping = new AbortController();
  private beating: Promise<void> = Promise.resolve();

  constructor(
    private readonly urlOf: (name: string) => string | undefined,
    private readonly clock: MovedClock,
    private readonly connections: Connections,
  ) {}

  /** Runs a scheduled function as of now. */
  async run(name: string): Promise<void> {
    const url = this.urlOf(name);
    if (url === undefined) throw new Error(`the emulator has no scheduled function ${name}`);
    try {
      await callScheduled(url, this.clock.now(), this.connections.signal(TIMEOUT_MS));
    } catch (error) {
      this.failed.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  /** Sweeps every so many milliseconds until told to stop, one sweep at a time. */
  startSweeping(everyMs: number): void {
    const { signal } = this.stopping;
    const beat = async () => {
      while (!signal.aborted) {
        await sleep(everyMs, undefined, { signal }).catch(() => undefined);
        if (!signal.aborted) await this.run("sweepOrders");
      }
    };
    this.beating = beat();
  }

  async stopSweeping(): Promise<void> {
    this.stopping.abort();
    await this.beating;
  }
}
