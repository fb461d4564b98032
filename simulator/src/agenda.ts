import type { Clock } from "./clock.js";

// setTimeout takes no more than 31 bits of milliseconds, and fires at once beyond.
const MAX_TIMEOUT_MS = 2 ** 31 - 1;

/** A timer by the simulator's clock. A move of the clock runs all that became due, earliest first. */
export class Agenda {
  readonly #entries = new Set<{ readonly dueAt: number; readonly run: () => void }>();
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly clock: Clock) {
    clock.onMove(() => this.#runDue());
  }

  /** Runs something at `dueAt`, never before this call has returned. @returns a function that removes it */
  at(dueAt: number, run: () => void): () => void {
    const entry = { dueAt, run };
    this.#entries.add(entry);
    this.#arm();
    return () => {
      this.#entries.delete(entry);
      this.#arm();
    };
  }

  clear(): void {
    this.#entries.clear();
    this.#arm();
  }

  #runDue(): void {
    const now = this.clock.now();
    const due = [...this.#entries].filter(({ dueAt }) => dueAt <= now).sort((a, b) => a.dueAt - b.dueAt);
    for (const entry of due) {
      // An entry that runs may remove others.
      if (this.#entries.delete(entry)) entry.run();
    }
    this.#arm();
  }

  #arm(): void {
    clearTimeout(this.#timer);
    if (this.#entries.size === 0) return;
    const next = [...this.#entries].reduce((least, { dueAt }) => Math.min(least, dueAt), Infinity);
    const delay = Math.min(Math.max(next - this.clock.now(), 0), MAX_TIMEOUT_MS);
    this.#timer = setTimeout(() => this.#runDue(), delay);
    this.#timer.unref();
  }
}
