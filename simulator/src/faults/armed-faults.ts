import {
  type ConcernedIds,
  type FaultEffect,
  type FaultSource,
  type FaultTarget,
  type Misfortune,
  TARGETS_OF_KIND,
} from "./fault.js";

export interface FaultOrder {
  readonly operation: FaultTarget | "*";
  readonly match: ConcernedIds;
  /** How often it happens; null until removed. */
  readonly times: number | null;
  readonly effect: FaultEffect;
}

export interface ArmedFault extends FaultOrder {
  readonly id: string;
  readonly happened: number;
}

/** Faults that somebody ordered, first ordered first happening. */
export class ArmedFaults implements FaultSource {
  #faults: ArmedFault[] = [];
  #count = 0;

  arm(order: FaultOrder): ArmedFault {
    this.#count += 1;
    const fault = { ...order, id: `fault-${this.#count}`, happened: 0 };
    this.#faults.push(fault);
    return fault;
  }

  /** Those still armed. */
  list(): readonly ArmedFault[] {
    return this.#faults;
  }

  /** @returns whether it was armed */
  disarm(id: string): boolean {
    const before = this.#faults.length;
    this.#faults = this.#faults.filter((fault) => fault.id !== id);
    return this.#faults.length < before;
  }

  clear(): void {
    this.#faults = [];
  }

  take(target: FaultTarget, ids: ConcernedIds): Misfortune {
    const due = this.#faults.filter((fault) => happensTo(fault, target, ids));
    const delay = due.find(({ effect }) => effect.kind === "latency");
    const other = due.find(({ effect }) => effect.kind !== "latency");
    for (const fault of [delay, other]) if (fault !== undefined) this.#spend(fault);
    return {
      ...(delay?.effect.kind === "latency" && { latency: delay.effect }),
      ...(other !== undefined && other.effect.kind !== "latency" && { fault: other.effect }),
    };
  }

  #spend(spent: ArmedFault): void {
    this.#faults = this.#faults
      .map((fault) => (fault === spent ? { ...fault, happened: fault.happened + 1 } : fault))
      .filter(({ times, happened }) => times === null || happened < times);
  }
}

/** Whether a fault that is ordered so can happen on an occasion. */
export function happensTo(
  fault: Pick<FaultOrder, "operation" | "match" | "effect">,
  target: FaultTarget,
  ids: ConcernedIds,
): boolean {
  if (fault.operation !== "*" && fault.operation !== target) return false;
  if (!TARGETS_OF_KIND[fault.effect.kind].includes(target)) return false;
  const { orderId, requestId, checkoutId, channel } = fault.match;
  return (
    (orderId === undefined || orderId === ids.orderId) &&
    (requestId === undefined || requestId === ids.requestId) &&
    (checkoutId === undefined || checkoutId === ids.checkoutId) &&
    (channel === undefined || channel === ids.channel)
  );
}
