/**
 * The simulator's own time: the machine's clock plus an offset. Creation, expiry and history follow it; network delays
 * do not.
 */
export class Clock {
  #offsetMs = 0;
  readonly #listeners: (() => void)[] = [];
  readonly #machineNow: () => number;

  constructor(machineNow: () => number = Date.now) {
    this.#machineNow = machineNow;
  }

  /** Milliseconds since the epoch, as the simulated vendor sees it. */
  now(): number {
    return this.#machineNow() + this.#offsetMs;
  }

  get offsetMs(): number {
    return this.#offsetMs;
  }

  setOffset(offsetMs: number): void {
    this.#offsetMs = offsetMs;
    for (const listener of this.#listeners) listener();
  }

  advance(ms: number): void {
    this.setOffset(this.#offsetMs + ms);
  }

  /** Calls `listener` whenever the offset was changed. */
  onMove(listener: () => void): void {
    this.#listeners.push(listener);
  }
}
