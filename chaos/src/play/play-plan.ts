import type { KillPlan, Plan } from "../plan/step.js";
import { Actor } from "./actor.js";
import type { Killer } from "./killer.js";
import { answerTouches, auditByHand } from "./settle.js";
import type { Stage } from "./stage.js";

/** How many orders are played at once, at most; of a small run a quarter. */
const MOST_LANES = 10;
/** How often time passes for those who come back later. */
const MOST_ACTS = 6;
/** Longer than the shortest link lives, and than a crashed caller holds the right to make one; ms. */
const REST_MS = 16 * 60_000;
/** How often schedules run while customers act; ms. */
const SWEEP_EVERY_MS = 10_000;

/**
 * Plays all orders at once, a few at a time. Whoever has to come back later does so in the next act; in between, time
 * passes and schedules run.
 *
 * @param killer none: nobody is killed
 * @param log is told of each act
 */
export async function playPlan(
  stage: Stage,
  plan: Plan,
  { killer, log }: { killer: Killer | null; log: (line: string) => void },
): Promise<void> {
  const kills = new KillSchedule(plan, killer);
  const onStep = () => kills.begin();
  const lanes = Math.min(MOST_LANES, Math.ceil(plan.orders.length / 4));
  let cast = plan.orders.map((order) => new Actor(stage, order, onStep));
  stage.schedules.startSweeping(SWEEP_EVERY_MS);
  try {
    for (let act = 1; act <= MOST_ACTS && cast.length > 0; act += 1) {
      cast = await inLanes(cast, lanes);
      await kills.done();
      log(`act ${act}: ${cast.length} orders go on later`);
      if (cast.length > 0) await passTime(stage);
    }
  } finally {
    await stage.schedules.stopSweeping();
  }
}

/** @returns those who have more to play */
async function inLanes(cast: readonly Actor[], lanes: number): Promise<Actor[]> {
  const waiting = cast.values();
  const later: Actor[] = [];
  const play = async () => {
    for (const actor of waiting) if (await actor.play()) later.push(actor);
  };
  await Promise.all(Array.from({ length: lanes }, play));
  return later;
}

/** Nobody is calling now, so whoever held the right to make a link has crashed: schedules may run ahead of its end. */
async function passTime(stage: Stage): Promise<void> {
  await stage.connections.settled();
  await stage.clock.advance(REST_MS);
  await stage.schedules.run("sweepOrders");
  await auditByHand(stage);
  await answerTouches(stage);
}

/** Kills when so many steps of the whole plan have been begun. */
class KillSchedule {
  private begun = 0;
  private readonly total: number;
  private readonly left: KillPlan[];
  private killing: Promise<void> = Promise.resolve();

  constructor(
    plan: Plan,
    private readonly killer: Killer | null,
  ) {
    this.total = plan.orders.reduce((sum, { steps }) => sum + steps.length, 0);
    this.left = [...plan.kills];
  }

  begin(): void {
    this.begun += 1;
    const next = this.left[0];
    if (!this.killer || !next || this.begun / this.total < next.afterShare) return;
    this.left.shift();
    const { killer } = this;
    this.killing = this.killing.then(() => killer.kill(next.target));
    // Awaited at the end of the act, where a failure is told; until then it is nobody's.
    this.killing.catch(() => undefined);
  }

  done = (): Promise<void> => this.killing;
}
