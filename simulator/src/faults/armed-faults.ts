import type { ConcernedIds, FaultTarget, Misfortune } from "./fault.js";
import { isConcerned, targetsOf, withEffect } from "./fault.js";
import type { FaultOrder } from "./fault-order.js";

export interface ArmedFault extends FaultOrder {
  readonly id: string;
  readonly happened: number;
}

/** Faults that somebody armed. The first armed happens first. */
export class ArmedFaults {
  #faults: ArmedFault[] = [];
  #count = 0;

  arm(order: FaultOrder): ArmedFault {
    this.#count += 1;
    const fault = { ...order, id: `fault-${this.#count}`, happened: 0 };
    this.#faults.push(fault);
    return fault;
  }

  list(): readonly ArmedFault[] {
    return this.#faults;
  }

  disarm(id: string): boolean {
    const before = this.#faults.length;
    this.#faults = this.#faults.filter((fault) => fault.id !== id);
    return this.#faults.length < before;
  }

  clear(): void {
    this.#faults = [];
  }

  take(target: FaultTarget, ids: ConcernedIds): Misfortune {
    let misfortune: Misfortune = {};
    this.#faults = this.#faults.flatMap((fault) => {
      const widened = happensTo(fault, target, ids) ? withEffect(misfortune, fault.effect) : misfortune;
      if (widened === misfortune) return fault;
      misfortune = widened;
      const happened = fault.happened + 1;
      return happened === fault.times ? [] : { ...fault, happened };
    });
    return misfortune;
  }
}

export function happensTo(
  { operation, effect, match }: Pick<FaultOrder, "operation" | "match" | "effect">,
  target: FaultTarget,
  ids: ConcernedIds,
): boolean {
  const isMeant = operation === "*" || operation === target;
  return isMeant && targetsOf(effect.kind).includes(target) && isConcerned(match, ids);
}
