import { callScheduled } from "../../../scripts/lib/scheduler.js";
import type { Connections } from "./connections.js";
import type { MovedClock } from "./moved-clock.js";

/** Longer than any scheduled function may run here; ms. */
const TIMEOUT_MS = 100_000;

/** Stands in for Cloud Scheduler, which has no emulator, with a clock that may be ahead of the real one. */
export class Schedules {
  constructor(
    private readonly urlOf: (name: string) => string,
    private readonly clock: MovedClock,
    private readonly connections: Connections,
  ) {}

  async run(name: string): Promise<void> {
    // It fails when its process is killed, or the function throws.
    const signal = this.connections.signal(TIMEOUT_MS);
    await callScheduled(this.urlOf(name), this.clock.now(), signal).catch(() => undefined);
  }
}
