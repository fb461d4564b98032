import { type Ending, type Operation, type Outcome, type Pending, Task } from "./task.js";

export type Bounds = { preemptions: number; crashes: number; faults: number };

/** Chooses one of `count` (at least 2) ways to go on. */
export type Choose = (count: number) => number;

export type Step = {
  task: string;
  operation: Pick<Operation<unknown>, "describe" | "describeResult">;
  outcome: string;
  result?: unknown;
};

type Waiting = { task: Task; pending: Pending };
type Option = { task: Task; pending: Pending; outcome: Outcome<unknown> | "crash"; switches: boolean };

/**
 * One order in which the steps of some tasks happen. Cooperative and without timers: exactly one task runs at a
 * time, until it asks for its next operation or ends, and every decision is left to `choose`.
 *
 * Switching away from a task that could go on is a preemption. A crash is that a task never goes on from where it
 * stands; it is only offered for the task that moved last, because a later one would leave the same behind.
 */
export class Schedule {
  readonly tasks: Task[] = [];
  readonly trace: Step[] = [];
  stepCount = 0;
  private current: Task | null = null;
  private running: Task | null = null;
  private resume: () => void = () => undefined;
  private left: Bounds;

  constructor(
    private choose: Choose,
    bounds: Bounds,
    /** Keep what happens, to be printed. */
    private readonly isTraced = false,
  ) {
    this.left = { ...bounds };
  }

  /** Adds a task. It runs at once as far as its first operation. */
  spawn(
    name: string,
    body: (task: Task) => Promise<unknown>,
    onEnd: (ending: Ending) => void = () => undefined,
  ): void {
    const task = new Task(name, this, onEnd);
    this.tasks.push(task);
    const end = (ending: Ending) => {
      task.ending = ending;
      onEnd(ending);
      this.hasSettled(task);
    };
    body(task).then(
      (value) => end({ kind: "returned", value }),
      (error: unknown) => end({ kind: "threw", error }),
    );
    if (task.pending.length === 0) throw new Error(`${name} did something before its first operation`);
  }

  async run(): Promise<void> {
    for (;;) {
      const options = this.options();
      const [first] = options;
      if (!first) return;
      const option = options.length === 1 ? first : options[this.choose(options.length)];
      if (!option) throw new Error("the schedule that is replayed is of another explorable");
      await this.perform(option);
    }
  }

  /** Runs something in which nothing goes wrong and nobody is interrupted, before all that does. */
  async undisturbed(begin: () => void): Promise<void> {
    const { left, choose } = this;
    this.calm();
    begin();
    await this.run();
    this.calm();
    this.left = left;
    this.choose = choose;
  }

  /** From here on nothing goes wrong any more, and nobody is interrupted. Who has not ended by now never moves again. */
  calm(): void {
    this.left = { preemptions: 0, crashes: 0, faults: 0 };
    this.choose = () => 0;
    this.tasks.length = 0;
    this.current = null;
  }

  /** Called when a task that was running has come to its next operation, or to its end. */
  hasSettled(task: Task): void {
    if (task !== this.running) return;
    this.running = null;
    this.resume();
  }

  private async perform({ task, pending, outcome, switches }: Option): Promise<void> {
    const { operation } = pending;
    if (switches) this.left.preemptions -= 1;
    if (outcome === "crash") {
      if (this.isTraced) this.record(task, operation, "CRASHES before it");
      this.left.crashes -= 1;
      this.current = null;
      task.ending = { kind: "crashed" };
      task.onEnd(task.ending);
      return;
    }
    if (outcome.fault) this.left.faults -= 1;
    this.current = task;
    this.stepCount += 1;
    task.pending.shift();
    const settled = new Promise<void>((resolve) => {
      this.resume = resolve;
    });
    this.running = task;
    const result = attempt(outcome.run);
    if (this.isTraced) this.record(task, operation, outcome.name, result);
    pending.resolve(result);
    await settled;
  }

  private record(task: Task, operation: Operation<unknown>, outcome: string, result?: Promise<unknown>) {
    const step: Step = { task: task.name, operation, outcome };
    this.trace.push(step);
    const note = (value: unknown) => {
      step.result = value;
    };
    result?.then(note, note);
  }

  /** All ways to go on, the undisturbed one first. */
  private options(): Option[] {
    const waiting = this.waiting();
    const current = waiting.find(({ task }) => task === this.current);
    const options = waiting.some(({ pending }) => !pending.operation.yields)
      ? this.moves(waiting, current)
      : this.awakening(waiting);
    if (current && this.left.crashes > 0 && !current.pending.operation.isCertain)
      options.push({ ...current, outcome: "crash", switches: false });
    return options;
  }

  /** The current task goes on, unless it yields; another takes over, preempting it if it could have gone on. */
  private moves(waiting: readonly Waiting[], current: Waiting | undefined): Option[] {
    const goesOn = current !== undefined && !current.pending.operation.yields;
    const options = goesOn ? this.outcomes(current, false) : [];
    if (goesOn && this.left.preemptions === 0) return options;
    for (const other of waiting) {
      const isAsleep = other.pending.operation.yields && other.pending.since === this.stepCount;
      if (other.task !== this.current && !isAsleep) options.push(...this.outcomes(other, goesOn));
    }
    return options;
  }

  /** When all are asleep, the one that has slept longest wakes. */
  private awakening(waiting: readonly Waiting[]): Option[] {
    const [longest] = waiting.toSorted((a, b) => a.pending.since - b.pending.since);
    return longest ? this.outcomes(longest, false) : [];
  }

  private waiting(): Waiting[] {
    return this.tasks.flatMap((task) => {
      const [pending] = task.pending;
      const isWaiting = pending && !task.ending && (pending.operation.isPossible?.() ?? true);
      return isWaiting ? [{ task, pending }] : [];
    });
  }

  private outcomes({ task, pending }: Waiting, switches: boolean): Option[] {
    return pending.operation
      .outcomes()
      .filter(({ fault }) => !fault || this.left.faults > 0)
      .map((outcome) => ({ task, pending, outcome, switches }));
  }
}

/** What throws at once rejects like what throws later. */
function attempt(run: () => unknown): Promise<unknown> {
  try {
    return Promise.resolve(run());
  } catch (error) {
    return Promise.reject(error);
  }
}
