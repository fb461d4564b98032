import { waitUntil } from "../../../functions/test/support/wait-until.js";
import type { ErrorListener, Heard, PointCheckoutError, Unsubscribe } from "../../src/index.js";

type Listen<T> = (next: (value: T, heard: Heard) => void, onError: ErrorListener) => Unsubscribe;

export class Listening<T> {
  readonly values: T[] = [];
  readonly errors: PointCheckoutError[] = [];
  readonly stop: Unsubscribe;

  constructor(listen: Listen<T>) {
    this.stop = listen(
      (value) => this.values.push(value),
      (error) => this.errors.push(error),
    );
  }

  until(what: string, isWanted: (value: T) => boolean): Promise<T> {
    return waitUntil(what, async () => this.values.find(isWanted));
  }

  untilError(): Promise<PointCheckoutError> {
    return waitUntil("an error of the listener", async () => this.errors[0]);
  }
}
