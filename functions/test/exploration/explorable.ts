import type { VendorHabits } from "../memory/memory-vendor.js";
import type { Explorable } from "./explore.js";
import { checkAfterCall, checkAfterSweep, checkAlways } from "./invariants.js";
import type { Bounds, Choose, Schedule } from "./schedule.js";
import type { Task } from "./task.js";
import { type Mistake, World } from "./world.js";

const HOUR_MS = 60 * 60_000;

const PROMPT: VendorHabits = { acceptsDuplicates: false, searchLagMs: 0 };

export type ExploredScenario = {
  bounds: Bounds;
  habits?: VendorHabits;
  deliveries?: number;
  losesCommits?: boolean;
  /** What happened before, undisturbed. */
  before?: (world: World, task: Task) => Promise<void>;
  /** Who acts, in whatever order the schedule has it. */
  tasks: (world: World) => void;
};

/** A scenario with what happened before, the schedule, then recovery, and the invariants after each. */
export function explorable(scenario: ExploredScenario, mistake: Mistake = {}): Explorable {
  const { bounds, before, tasks, habits = PROMPT, deliveries = 1, losesCommits = false } = scenario;
  return {
    bounds,
    run: async (schedule, choose) => {
      const world = new World(schedule, { habits, deliveries, losesCommits, mistake });
      if (before) await schedule.undisturbed(() => schedule.spawn("before", (task) => before(world, task)));
      tasks(world);
      await schedule.run();
      checkAlways(world);
      await recover(world, schedule, choose);
    },
  };
}

/** All who were interrupted stay so. Time passes, and one further call or the sweep, as the explorer chooses, heals. */
async function recover(world: World, schedule: Schedule, choose: Choose): Promise<void> {
  schedule.calm();
  world.isRecovering = true;
  const alone = async (name: string, body: (task: Task) => Promise<void>) => {
    schedule.spawn(name, body);
    await schedule.run();
  };
  await alone("time", (task) => world.pass(task, 2 * HOUR_MS));
  if (choose(2) === 0) {
    await alone("further call", (task) => world.call(task));
    checkAfterCall(world);
    await alone("time", (task) => world.pass(task, 2 * HOUR_MS));
  }
  await alone("sweep", (task) => world.sweep(task));
  checkAfterSweep(world);
}
