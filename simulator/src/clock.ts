/** The simulator's own time: the machine's clock plus an offset. Network delays do not follow it. */
export class Clock {
  #offsetMs = 0;
  readonly #listeners: (() => void)[] = [];

  constructor(private readonly machineNow: () => number = Date.now) {}

  /** Milliseconds since the epoch, as the simulated vendor sees it. */
  now(): number {
    return this.machineNow() + this.#offsetMs;
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

  onMove(listener: () => void): void {
    this.#listeners.push(listener);
  }
}
