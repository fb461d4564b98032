import type { Invariant, RunFacts, Violation } from "../facts/facts.js";
import {
  amountsDiffering,
  converged,
  everythingShown,
  healed,
  notStuck,
  paidTheAmount,
} from "./convergence.js";
import { neverUnpaid, reportedOnce, unbrokenHistory } from "./events.js";
import { noDefect, noNeedlessPost, oneFirstLink, oneLiveLink } from "./links.js";
import { readsByTouches } from "./reads.js";

/** The most serious first. */
export const INVARIANTS: readonly Invariant[] = [
  converged,
  everythingShown,
  paidTheAmount,
  neverUnpaid,
  reportedOnce,
  unbrokenHistory,
  oneLiveLink,
  oneFirstLink,
  noNeedlessPost,
  readsByTouches,
  notStuck,
  healed,
  noDefect,
];

/** Checks every order against every invariant. Pure. */
export function findViolations(run: RunFacts): Violation[] {
  const violations = run.orders.flatMap((order) =>
    INVARIANTS.flatMap(({ name, breaches }) =>
      breaches(order, run).map((what): Violation => ({ invariant: name, orderId: order.orderId, what })),
    ),
  );
  return [...violations, ...ofTheRun(run)];
}

function ofTheRun({ orders, forged, audit }: RunFacts): Violation[] {
  // A human has to settle money for another amount: the audit reports each, and nothing else.
  const { amount_differs: reported = 0, ...others } = audit.differences;
  const differing = orders.flatMap(amountsDiffering).length;
  const breaches: [invariant: string, what: string, isBroken: boolean][] = [
    ["forged", `${forged.accepted} of ${forged.sent} were accepted`, forged.accepted > 0],
    ["audit", `${audit.auditId} is ${audit.state}: ${audit.gaps.join(", ")}`, audit.state !== "complete"],
    [
      "audit",
      `${audit.auditId} found ${JSON.stringify(audit.differences)}; ${differing} amounts differ`,
      Object.keys(others).length > 0 || reported !== differing,
    ],
  ];
  return breaches.flatMap(([invariant, what, isBroken]) =>
    isBroken ? { invariant, orderId: null, what } : [],
  );
}
