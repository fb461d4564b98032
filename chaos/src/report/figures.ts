import { hasBeenPaid, type OrderFacts, type RunFacts, type Violation } from "../facts/facts.js";
import { countReads } from "../invariants/reads.js";
import { measureDelays } from "./delays.js";

export type Figures = ReturnType<typeof addUp>;

/** The figures of a run. Pure. */
export function addUp(run: RunFacts, violations: readonly Violation[]) {
  const { orders, forged } = run;
  const broken = (invariant: string) =>
    new Set(violations.filter((one) => one.invariant === invariant).map((one) => one.orderId)).size;
  const posts = orders.map(
    ({ requests }) => requests.filter(({ operation }) => operation === "create-link").length,
  );
  const reads = orders.flatMap(countReads);
  const missing = orders.flatMap(unshown);
  return {
    orders: orders.length,
    /** Orders that agree with the vendor's ledger at the end. */
    converged: orders.length - broken("converged"),
    /** The most links of one order that could be paid at once. */
    liveLinks: most(
      orders.map(({ settled }) => Object.values(settled).filter((status) => status === "PENDING").length),
    ),
    /** Requests for a link: all, the most for one order, and how many orders needed how many. */
    posts: { total: sum(posts), max: most(posts), orders: countEach(posts.map(String)) },
    /** The most events that one fact has. */
    eventsPerFact: most(orders.map(mostRepeated)),
    paidToUnpaid: broken("paid to unpaid"),
    stuck: broken("stuck"),
    /** Payments, then links without money, that the vendor has and no order shows. */
    lostPayments: missing.filter(hasBeenPaid).length,
    lostLinks: missing.filter((status) => !hasBeenPaid(status)).length,
    /** Faults of our requests and of notifications, by kind. */
    faults: countEach(
      orders.flatMap(({ requests, notifications }) =>
        [...requests, ...notifications].flatMap(({ fault }) => fault ?? []),
      ),
    ),
    notifications: countEach(
      orders.flatMap(({ notifications }) => notifications.map(({ outcome }) => outcome)),
    ),
    forged,
    /** Reads of checkouts: touches, answers of the vendor, requests with all their attempts. */
    reads: {
      touches: sum(reads.map(({ touches }) => touches)),
      answered: sum(reads.map(({ answered }) => answered)),
      requests: sum(reads.map(({ requests }) => requests)),
    },
    delays: measureDelays(run),
  };
}

/** The statuses of those of the vendor's links that the order does not show. */
const unshown = ({ order, ledger }: OrderFacts): string[] =>
  ledger.filter(({ id }) => !(id in (order?.attempts ?? {}))).map(({ status }) => status);

/** The most events of one fact: `order.paid`, or the creation of one link. */
function mostRepeated({ events }: OrderFacts): number {
  const facts = events
    .filter(({ type }) => type === "order.paid" || type === "order.link_created")
    .map(({ type, checkoutId }) => (type === "order.paid" ? type : `${type} ${checkoutId}`));
  return most(Object.values(countEach(facts)));
}

export const sum = (numbers: readonly number[]): number =>
  numbers.reduce((total, number) => total + number, 0);
const most = (numbers: readonly number[]): number => Math.max(0, ...numbers);

function countEach(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
