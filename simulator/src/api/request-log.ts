import { type ConcernedIds, type FaultKind, isConcerned, type Operation } from "../faults/fault.js";

/** One request of the merchant's, as it arrived and as it was answered. */
export interface LoggedRequest extends ConcernedIds {
  readonly operation: Operation | "unsupported";
  readonly method: string;
  /** With its query. */
  readonly path: string;
  /** Milliseconds since the epoch, by the simulator's clock. */
  readonly at: number;
  orderId?: string | undefined;
  requestId?: string | undefined;
  checkoutId?: string | undefined;
  /** The HTTP status it got; `reset` when the connection was cut; null while it waits. */
  status: number | "reset" | null;
  fault?: FaultKind | undefined;
}

/** What the vendor was asked. A request stands in it from its arrival, whatever then becomes of it. */
export class RequestLog {
  #entries: LoggedRequest[] = [];

  add(entry: LoggedRequest): LoggedRequest {
    this.#entries.push(entry);
    return entry;
  }

  /** Oldest first. */
  list(filter: ConcernedIds & { readonly operation?: string | undefined }): LoggedRequest[] {
    return this.#entries.filter(
      (entry) =>
        (filter.operation === undefined || entry.operation === filter.operation) &&
        isConcerned(filter, entry),
    );
  }

  clear(): void {
    this.#entries = [];
  }
}
