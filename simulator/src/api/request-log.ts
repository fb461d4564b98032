import { type ConcernedIds, type FaultKind, isConcerned, type Operation } from "../faults/fault.js";

export interface LoggedRequest extends ConcernedIds {
  readonly operation: Operation | "unsupported";
  readonly method: string;
  readonly path: string;
  readonly at: number;
  orderId?: string | undefined;
  requestId?: string | undefined;
  checkoutId?: string | undefined;
  /** The HTTP status it got; `reset` when the connection was cut; null while it waits. */
  status: number | "reset" | null;
  fault?: FaultKind | undefined;
}

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
