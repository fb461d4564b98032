import { type Bounds, type Choose, Schedule, type Step } from "./schedule.js";

export class InvariantViolated extends Error {
  override readonly name = "InvariantViolated";
}

export function violated(invariant: string): never {
  throw new InvariantViolated(invariant);
}

/** What happens, without the order in which it does. */
export type Explorable = {
  bounds: Bounds;
  /** Runs one schedule, from the same beginning each time. @throws InvariantViolated */
  run: (schedule: Schedule, choose: Choose) => Promise<void>;
};

export type Violation = { invariant: string; bounds: Bounds; trace: string[] };
type Exploration = { schedules: number; violation: Violation | null };

/**
 * Runs the schedules within the bounds until one violates an invariant. A schedule is the list of choices made where
 * there were several. Each schedule that was run opens those that differ from it in one later choice, and is itself
 * opened by one other only, so none is run twice.
 *
 * @param most how many are run: without it all of them, depth first, else an even sample, the same each time
 */
export async function explore(
  explorable: Explorable,
  bounds = explorable.bounds,
  most = Number.POSITIVE_INFINITY,
): Promise<Exploration> {
  const open: number[][] = [[]];
  let schedules = 0;
  const { stackTraceLimit } = Error;
  // Thousands of errors are thrown on purpose, and nobody looks where.
  Error.stackTraceLimit = 0;
  try {
    while (schedules < most) {
      const choices = most === Number.POSITIVE_INFINITY ? open.pop() : takeEvenly(open, schedules);
      if (!choices) break;
      schedules += 1;
      const { invariant, made } = await runOne(explorable, bounds, choices);
      if (invariant !== null) return { schedules, violation: await traced(explorable, bounds, made) };
      open.push(...openedBy(made, choices.length));
    }
    return { schedules, violation: null };
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

const GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2;

/** Takes one out of a list, each time from as far away from the earlier places as can be. */
function takeEvenly<T>(list: T[], turn: number): T | undefined {
  const [taken] = list.splice(Math.floor(((turn * GOLDEN_RATIO) % 1) * list.length), 1);
  return taken;
}

type Made = { chosen: number; of: number };

/** Runs the schedule that begins with some choices and goes on undisturbed. */
async function runOne(explorable: Explorable, bounds: Bounds, choices: readonly number[], isTraced = false) {
  const made: Made[] = [];
  const choose: Choose = (of) => {
    const chosen = choices[made.length] ?? 0;
    made.push({ chosen, of });
    return chosen;
  };
  const schedule = new Schedule(choose, bounds, isTraced);
  try {
    await explorable.run(schedule, choose);
    return { invariant: null, made, schedule };
  } catch (error) {
    if (error instanceof InvariantViolated) return { invariant: error.message, made, schedule };
    throw error;
  }
}

/** The schedules that differ from one that was run in a choice after the first few; the deepest and least comes last. */
function openedBy(made: readonly Made[], first: number): number[][] {
  const opened: number[][] = [];
  const chosen = made.map((one) => one.chosen);
  for (let place = first; place < made.length; place += 1) {
    for (let other = (made[place]?.of ?? 0) - 1; other > 0; other -= 1)
      opened.push([...chosen.slice(0, place), other]);
  }
  return opened;
}

/** The same schedule once more, with every step put down. */
async function traced(explorable: Explorable, bounds: Bounds, made: readonly Made[]): Promise<Violation> {
  const choices = made.map(({ chosen }) => chosen);
  const { invariant, schedule } = await runOne(explorable, bounds, choices, true);
  if (invariant === null) throw new Error("the same choices gave another schedule");
  return { invariant, bounds, trace: schedule.trace.map(describeStep) };
}

/** The violation that needs the least disorder: fewer preemptions, crashes and faults are tried before more. */
export async function findSimplest(explorable: Explorable): Promise<Violation | null> {
  for (const bounds of boundsUpTo(explorable.bounds)) {
    const { violation } = await explore(explorable, bounds);
    if (violation) return violation;
  }
  return null;
}

function boundsUpTo({ preemptions, crashes, faults }: Bounds): Bounds[] {
  const all: Bounds[] = [];
  for (let p = 0; p <= preemptions; p += 1)
    for (let c = 0; c <= crashes; c += 1)
      for (let f = 0; f <= faults; f += 1) all.push({ preemptions: p, crashes: c, faults: f });
  const size = (one: Bounds) => one.preemptions + one.crashes + one.faults;
  return all.toSorted((a, b) => size(a) - size(b));
}

/** A schedule to be read by a human: who did what, and how it ended. */
export function printed({ invariant, bounds, trace }: Violation): string {
  const { preemptions, crashes, faults } = bounds;
  const size = `${preemptions} preemption(s), ${crashes} crash(es), ${faults} fault(s)`;
  return [`violated: ${invariant}`, `with at most ${size}:`, ...trace.map((line) => `  ${line}`)].join("\n");
}

function describeStep({ task, operation, outcome, result }: Step, index: number): string {
  const ending = outcome || (operation.describeResult?.(result) ?? "");
  return `${String(index + 1).padStart(2)}  ${task.padEnd(20)} ${operation.describe()}${ending ? `: ${ending}` : ""}`;
}
