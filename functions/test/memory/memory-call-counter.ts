import type { CallCounter, Counted } from "../../src/limits/call-counter-store.js";

/** Counts in memory, in one window that ends when a test says so. */
export class MemoryCallCounter implements CallCounter {
  private readonly calls = new Map<string, number>();
  /** Thrown instead of counting. */
  failure: Error | null = null;

  async count(callable: string, uid: string, meanwhile?: () => void): Promise<Counted> {
    if (this.failure) throw this.failure;
    const key = `${callable} ${uid}`;
    const calls = (this.calls.get(key) ?? 0) + 1;
    this.calls.set(key, calls);
    meanwhile?.();
    return { calls, secondsLeft: 42 };
  }

  endWindow(): void {
    this.calls.clear();
  }
}
