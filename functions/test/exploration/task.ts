export type Outcome<T> = {
  /** As it is printed; the first of an operation is the normal one. */
  name: string;
  run: () => T | Promise<T>;
  /** Counts against the faults of a schedule. */
  fault?: boolean;
};

/** What a task does next: it happens in one piece, at the moment that the schedule chooses. */
export type Operation<T> = {
  /** As it is printed; only asked for when a schedule is printed. */
  describe: () => string;
  outcomes: () => readonly Outcome<T>[];
  /** Its value or error, for a schedule that is printed. */
  describeResult?: (value: unknown) => string;
  /** It lets others go first: nobody is preempted by whoever takes over, and it comes again when another has moved. */
  yields?: boolean;
  isPossible?: () => boolean;
  /** The task does not crash before it. */
  isCertain?: boolean;
};

export type Pending = {
  operation: Operation<unknown>;
  resolve: (value: unknown) => void;
  /** How many steps had been made when this was asked for. */
  since: number;
};

export type Ending =
  | { kind: "returned"; value: unknown }
  | { kind: "threw"; error: unknown }
  | { kind: "crashed" };

/** A process: it runs by itself between operations, and stands still at each until the schedule lets it go on. */
export class Task {
  readonly pending: Pending[] = [];
  ending: Ending | null = null;

  constructor(
    readonly name: string,
    private readonly schedule: { readonly stepCount: number; hasSettled: (task: Task) => void },
    readonly onEnd: (ending: Ending) => void,
  ) {}

  /** Asks for an operation. The promise never settles when the task crashes here. */
  step<T>(operation: Operation<T>): Promise<T> {
    return new Promise<T>((resolve) => {
      const { stepCount: since } = this.schedule;
      this.pending.push({ operation, resolve: resolve as (value: unknown) => void, since });
      this.schedule.hasSettled(this);
    });
  }

  do<T>(name: string, run: () => T, isPossible: () => boolean = () => true): Promise<T> {
    return this.step({ describe: () => name, outcomes: () => [{ name: "", run }], isPossible });
  }
}
