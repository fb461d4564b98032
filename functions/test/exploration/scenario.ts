import type { VendorHabits } from "../memory/memory-vendor.js";
import type { Actor } from "./actor.js";
import type { Scenario } from "./explore.js";
import { checkAfterCall, checkAfterSweep, checkAlways } from "./laws.js";
import type { Bounds, Choose, Schedule } from "./schedule.js";
import { type Mistake, World, type WorldOptions } from "./world.js";

const HOUR_MS = 60 * 60_000;

const PROMPT: VendorHabits = { acceptsDuplicates: false, searchLagMs: 0 };

export type Play = {
  name: string;
  bounds: Bounds;
  habits?: VendorHabits;
  deliveries?: number;
  losesCommits?: boolean;
  /** What happened before, undisturbed. */
  before?: (world: World, actor: Actor) => Promise<void>;
  /** Who acts, in whatever order the schedule has it. */
  cast: (world: World) => void;
};

/** Turns a play into a scenario: what happened before, the schedule, then recovery, with the laws after each. */
export function scenarioOf(play: Play, mistake: Mistake = {}): Scenario {
  const { habits = PROMPT, deliveries = 1, losesCommits = false } = play;
  return {
    name: play.name,
    bounds: play.bounds,
    play: async (schedule, choose) => {
      const options: WorldOptions = { habits, deliveries, losesCommits, mistake };
      const world = new World(schedule, options);
      if (play.before)
        await schedule.undisturbed(() =>
          schedule.spawn("before", (actor) => play.before?.(world, actor) ?? Promise.resolve()),
        );
      play.cast(world);
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
  const alone = async (name: string, body: (actor: Actor) => Promise<void>) => {
    schedule.spawn(name, body);
    await schedule.run();
  };
  await alone("time", (actor) => world.pass(actor, 2 * HOUR_MS));
  if (choose(2) === 0) {
    await alone("further call", (actor) => world.call(actor));
    checkAfterCall(world);
    await alone("time", (actor) => world.pass(actor, 2 * HOUR_MS));
  }
  await alone("sweep", (actor) => world.sweep(actor));
  checkAfterSweep(world);
}
