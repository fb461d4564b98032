import { type ArmedFaults, happensTo } from "./armed-faults.js";
import { draw } from "./draw.js";
import type { ConcernedIds, FaultEffect, FaultTarget, Misfortune } from "./fault.js";
import { withEffect } from "./fault.js";
import type { FaultOrder } from "./fault-order.js";

export interface FaultChance extends Omit<FaultOrder, "times"> {
  /** Unique: what a chance draws depends on its name, not on its place. */
  readonly name: string;
  readonly rate: number;
  /** The upper end of a range of milliseconds that begins at the effect's `ms`; absent: no range. */
  readonly msUpTo?: number | undefined;
}

export interface CountedChance extends FaultChance {
  readonly occasions: number;
  readonly happened: number;
}

/**
 * The seed, the chance's name, the operation, the order and the number of such occasions before decide whether a chance
 * happens. So the same seed gives an order the same faults, in whatever sequence the requests of many orders arrive.
 */
export class FaultChances {
  #seed: string | null = null;
  #chances: readonly CountedChance[] = [];
  #occasions = new Map<string, number>();

  /** @param armed goes first */
  constructor(private readonly armed: ArmedFaults) {}

  /** Null when there are no chances. */
  get seed(): string | null {
    return this.#seed;
  }

  list(): readonly CountedChance[] {
    return this.#chances;
  }

  /** Replaces all chances. All counts start at 0. */
  set(seed: string, chances: readonly FaultChance[]): void {
    this.clear();
    this.#seed = seed;
    this.#chances = chances.map((chance) => ({ ...chance, occasions: 0, happened: 0 }));
  }

  clear(): void {
    this.#seed = null;
    this.#chances = [];
    this.#occasions = new Map();
  }

  take(target: FaultTarget, ids: ConcernedIds): Misfortune {
    let misfortune = this.armed.take(target, ids);
    this.#chances = this.#chances.map((chance) => {
      if (!happensTo(chance, target, ids)) return chance;
      // Counted and drawn even if another fault goes first, so that later draws do not depend on that.
      const effect = this.#drawn(chance, target, ids);
      const widened = effect === undefined ? misfortune : withEffect(misfortune, effect);
      const happened = widened === misfortune ? 0 : 1;
      misfortune = widened;
      return { ...chance, occasions: chance.occasions + 1, happened: chance.happened + happened };
    });
    return misfortune;
  }

  #drawn(chance: FaultChance, target: FaultTarget, ids: ConcernedIds): FaultEffect | undefined {
    const occasion = [chance.name, target, subjectOf(ids), ids.channel ?? ""];
    const occasionKey = JSON.stringify(occasion);
    const count = (this.#occasions.get(occasionKey) ?? 0) + 1;
    this.#occasions.set(occasionKey, count);
    const key = [this.#seed ?? "", ...occasion, count];
    return draw(...key) < chance.rate ? effectOf(chance, draw(...key, "ms")) : undefined;
  }
}

/** What an occasion is about, by an id that is the same on every run; ids of checkouts may differ. */
function subjectOf({ orderId, requestId, checkoutId }: ConcernedIds): string {
  if (orderId !== undefined) return `order ${orderId}`;
  if (requestId !== undefined) return `request ${requestId}`;
  return checkoutId === undefined ? "" : `checkout ${checkoutId}`;
}

function effectOf({ effect, msUpTo }: FaultChance, drawn: number): FaultEffect {
  if (msUpTo === undefined || !("ms" in effect)) return effect;
  return { ...effect, ms: effect.ms + Math.floor(drawn * (msUpTo - effect.ms + 1)) };
}
