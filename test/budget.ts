/**
 * How much every spec tries. This file is the only one that decides it: `npm test` takes the small budget, which still
 * finds each mistake that the specs were written for; `npm run prove` (`BUDGET=full`) takes the full one.
 */
export const isFull = () => process.env.BUDGET === "full";

const choose = <T>(small: T, full: T): T => (isFull() ? full : small);

/** One run of chaos; `kill`: processes of ours are killed. */
type ChaosRun = { readonly seed: number; readonly orders: number; readonly kill: boolean };

/** A seed whose first orders all fare differently: paid late, twice, after a link expired, captured, charged back. */
const CHAOS_SMALL: readonly ChaosRun[] = [{ seed: 13_681, orders: 8, kill: true }];
const CHAOS_FULL: readonly ChaosRun[] = [
  { seed: 1, orders: 40, kill: false },
  { seed: 2, orders: 40, kill: false },
  { seed: 3, orders: 40, kill: true },
];

export const budget = {
  /** Of each callable and role. */
  malformedInputs: choose(400, 10_000),
  malformedInputsOverHttp: choose(10, 200),
  malformedWebhooks: choose(500, 10_000),
  forgedWebhooks: choose(1_000, 10_000),
  /** Of malformed and of forged ones each. */
  webhooksOverHttp: choose(50, 200),
  /** Of each of the vendor's endpoints, and of each further property. */
  hostileAnswers: choose(100, 500),
  /** Spellings of the secrets in each situation: of three, so many in turn. */
  secretSpellings: choose(1, 3),
  /** Orders whose links have lives of their own and are read in any order. */
  orderLives: choose(300, 3_000),
  anyOrders: choose(1_000, 10_000),
  sweptOrders: choose(200, 2_000),
  /** Orders that are due at once. */
  backlog: choose(1_000, 10_000),
  readSeries: choose(500, 5_000),
  /** Answers to orders of which staff decided something. */
  decisions: choose(500, 5_000),
  /** How callers and the vendor's portal may come in between each other's steps. */
  refunds: choose(100, 300),
  comparisons: choose(500, 5_000),
  changingPages: choose(100, 500),
  interleavedAudits: choose(30, 100),
  inputShapes: choose(500, 5_000),
  takenInputs: choose(400, 2_000),
  /** Single values: amounts, times, texts. */
  values: choose(200, 2_000),
  faultDraws: choose(100, 500),
  /** Of each scenario; all, where there is no bound. */
  schedules: choose(200, Number.POSITIVE_INFINITY),
  leastSchedules: choose(1_500, 30_000),
  /** Callers and deliveries that come at once. */
  callersOfOneLink: choose(12, 50),
  callersOfOneLook: choose(10, 30),
  deliveriesOfOneTouch: choose(4, 12),
  /** Callables that are sent what takes the platform longest to read. */
  callablesSentMuch: choose(1, Number.POSITIVE_INFINITY),
  /** Whether each of the web app's screens is looked at in both colour schemes, and drawn to .cache/web-screens. */
  looksAtScreens: choose(false, true),
  /** In the web app's lists; a multiple of 400. */
  plantedOrders: choose(800, 10_000),
  /** Limits of what a clerk waits for; ms. The small one only finds what hangs: five groups share the processor. */
  firstRowsMs: choose(8_000, 1_000),
  paymentShownMs: choose(10_000, 2_000),
  chaos: choose(CHAOS_SMALL, CHAOS_FULL),
} as const;

/** Where fixed draws begin. */
const FIXED_SEED = 20_261_128;

/** The small budget draws the same each time, so that equal code gives equal results; the full one always draws anew. */
export const drawSeed = (): number => choose(FIXED_SEED, Math.floor(Math.random() * 2 ** 31));
