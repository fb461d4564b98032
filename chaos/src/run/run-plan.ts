import pLimit from "p-limit";
import type { Plan } from "../plan/step.js";
import type { Context } from "../world/context.js";
import { repeatedly } from "../world/repeatedly.js";
import { Client } from "./client.js";
import type { Killer } from "./killer.js";
import { answerTouches, auditByHand } from "./settle.js";

/** How many orders run at once, at most; of a small run a quarter. */
const MAX_LANES = 10;
/** How many rounds there are, with a rest after each. */
const MAX_ROUNDS = 6;
/** Longer than the shortest link lives, and than the lease of a crashed caller; ms. */
const REST_MS = 16 * 60_000;
/** How often the sweep runs while customers act; ms. */
const SWEEP_EVERY_MS = 10_000;

/**
 * Carries out the plans of all orders, a few at a time. A client that has to come back later does so in the next round;
 * between rounds time passes and schedules run.
 */
export async function runPlan(
  context: Context,
  plan: Plan,
  { killer, log }: { killer: Killer; log: (line: string) => void },
): Promise<void> {
  const kills = scheduleKills(plan, killer);
  const inLane = pLimit(Math.min(MAX_LANES, Math.ceil(plan.orders.length / 4)));
  let clients = plan.orders.map((order) => new Client(context, order, kills.begin));
  const stopSweeping = repeatedly(SWEEP_EVERY_MS, () => context.runSchedule("sweepOrders"));
  try {
    for (let round = 1; round <= MAX_ROUNDS && clients.length > 0; round += 1) {
      const runs = clients.map((client) => inLane(async () => ((await client.run()) ? [client] : [])));
      clients = (await Promise.all(runs)).flat();
      await kills.done();
      log(`round ${round}: ${clients.length} orders continue later`);
      if (clients.length > 0) await passTime(context);
    }
  } finally {
    await stopSweeping();
  }
}

/** Nobody is calling now, so whoever holds a lease has crashed: schedules may run past its end. */
async function passTime(context: Context): Promise<void> {
  await context.connections.settled();
  await context.clock.advance(REST_MS);
  await context.runSchedule("sweepOrders");
  await auditByHand(context);
  await answerTouches(context);
}

/** Kills processes when the planned share of all steps has begun. */
function scheduleKills({ orders, kills }: Plan, killer: Killer) {
  const total = orders.reduce((sum, { steps }) => sum + steps.length, 0);
  const left = [...kills];
  let begun = 0;
  let killing = Promise.resolve();
  return {
    begin: () => {
      begun += 1;
      const next = left[0];
      if (!next || begun / total < next.afterShare) return;
      left.shift();
      killing = killing.then(() => killer.kill(next.target));
      // Awaited, and its failure thrown, at the end of the round.
      killing.catch(() => undefined);
    },
    done: () => killing,
  };
}
