import type { Vendor } from "../../../functions/test/support/vendor-at.js";

/**
 * The time of schedules and of the vendor, which can be ahead of the real one. Firestore's own clock cannot be moved, but
 * schedules that run ahead find more orders due.
 */
export class MovedClock {
  /** When the clock was moved (real time), and how far ahead it was from then on; ms. */
  private readonly moves: { at: number; offset: number }[] = [];

  constructor(
    private readonly simulator: Pick<Vendor, "advanceClock">,
    private readonly realNow: () => number = Date.now,
  ) {}

  now = (): Date => new Date(this.realNow() + this.offset());

  async advance(ms: number): Promise<void> {
    await this.simulator.advanceClock(ms);
    this.moves.push({ at: this.realNow(), offset: this.offset() + ms });
  }

  /**
   * The real time at which this clock showed `shown`, or at which it skipped that. Both in ms since the epoch.
   */
  realTimeOf(shown: number): number {
    let offset = 0;
    for (const move of this.moves) {
      if (shown <= move.at + offset) break;
      if (shown < move.at + move.offset) return move.at;
      offset = move.offset;
    }
    return shown - offset;
  }

  private offset = (): number => this.moves.at(-1)?.offset ?? 0;
}
