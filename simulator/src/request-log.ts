import { type ConcernedIds, type FaultKind, isConcerned, type Operation } from "./faults/fault.js";

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
  list({ operation, ...ids }: ConcernedIds & { readonly operation?: string | undefined }): LoggedRequest[] {
    const concerned = this.#entries.filter((entry) => isConcerned(ids, entry));
    return concerned.filter((entry) => operation === undefined || entry.operation === operation);
  }

  clear(): void {
    this.#entries = [];
  }
}
