import fc, { type Arbitrary } from "fast-check";
import { inTurn, JOURNEYS } from "./journeys.js";
import type { KillPlan, OrderPlan, Plan } from "./step.js";

/** The shortest and the longest expiry that the vendor allows, in minutes. A rest is longer than the first. */
const SHORT = 15;
const LONG = 10_080;
/** How often processes are killed: after each kill the emulator takes seconds to start everything again. */
const KILLS = [
  { upToOrders: 20, kills: 1 },
  { upToOrders: 50, kills: 2 },
  { upToOrders: Number.POSITIVE_INFINITY, kills: 4 },
];
const MAX_STEPS = 24;

const journeys = Object.entries(JOURNEYS).map(([journey, [weight, ...steps]]) => ({
  weight,
  arbitrary: inTurn(...steps).map((drawn) => ({ journey, steps: drawn })),
}));

const price = fc.oneof(
  fc.record({ currency: fc.constant("AED"), amount: decimals(2) }),
  fc.record({ currency: fc.constant("KWD"), amount: decimals(3) }),
  fc.record({ currency: fc.constant("JPY"), amount: decimals(0) }),
);

// Without bias: a plan should look like real use, not like the edge cases that fast-check prefers.
const order: Arbitrary<Omit<OrderPlan, "orderId">> = fc.noBias(
  fc
    .record({
      drawn: fc.oneof(...journeys),
      price,
      asker: fc.constantFrom("staff" as const, "staff" as const, "customer" as const),
      pausesMs: fc.array(fc.integer({ min: 0, max: 120 }), { minLength: MAX_STEPS, maxLength: MAX_STEPS }),
    })
    .map(({ drawn: { journey, steps }, price: { amount, currency }, asker, pausesMs }) => ({
      journey,
      steps,
      amount,
      currency,
      asker,
      pausesMs: pausesMs.slice(0, steps.length),
      expiresIn: journey.startsWith("expire") ? SHORT : LONG,
    })),
);

const anyKill = fc.noBias(
  fc.record({
    within: fc.double({ min: 0, max: 1, noNaN: true }),
    target: fc.constantFrom("functions", "listener", "both"),
  }),
);

/**
 * Draws the whole plan from the seed alone: the same seed gives the same plan, and more orders do not change the orders
 * before them.
 */
export function drawPlan({ seed, orders, kill }: { seed: number; orders: number; kill: boolean }): Plan {
  const drawn = fc.sample(order, { seed, numRuns: orders });
  const orderIdOf = (index: number) => `CHAOS-${seed}-${String(index + 1).padStart(4, "0")}`;
  const count = KILLS.find(({ upToOrders }) => orders <= upToOrders)?.kills ?? 0;
  return {
    seed,
    orders: drawn.map((one, index) => ({ orderId: orderIdOf(index), ...one })),
    kills: kill ? drawKills(seed, count) : [],
  };
}

/** One kill in each stretch of the run; both targets are killed at least once. */
function drawKills(seed: number, count: number): KillPlan[] {
  return fc.sample(anyKill, { seed, numRuns: count }).map(({ within, target }, index) => ({
    afterShare: (index + 0.2 + 0.6 * within) / count,
    target: index === 0 ? "both" : target,
  }));
}

/** An amount between one and a thousand units, with so many decimals. */
function decimals(exponent: number): Arbitrary<string> {
  const unit = 10 ** exponent;
  return fc.integer({ min: unit, max: 1000 * unit }).map((minor) => {
    const digits = String(minor).padStart(exponent + 1, "0");
    return exponent === 0 ? digits : `${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
  });
}
