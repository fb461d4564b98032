import type { RunFacts, Violation } from "../facts/facts.js";
import { noDefect } from "./calls.js";
import {
  amountsDiffering,
  converged,
  everythingShown,
  healed,
  notStuck,
  paidTheAmount,
} from "./convergence.js";
import { neverUnpaid, toldOnce, unbrokenHistory } from "./facts-told.js";
import type { Law } from "./law.js";
import { noNeedlessPost, oneFirstLink, oneLiveLink } from "./links.js";
import { readsByTouches } from "./reads.js";

/** In the order in which a reader wants to hear of them. */
export const LAWS: readonly Law[] = [
  converged,
  everythingShown,
  paidTheAmount,
  neverUnpaid,
  toldOnce,
  unbrokenHistory,
  oneLiveLink,
  oneFirstLink,
  noNeedlessPost,
  readsByTouches,
  notStuck,
  healed,
  noDefect,
];

/** Holds every order against every law. Pure. */
export function findViolations(run: RunFacts): Violation[] {
  const violations = run.orders.flatMap((order) =>
    LAWS.flatMap(({ name, breaches }) =>
      breaches(order, run).map((what): Violation => ({ law: name, orderId: order.orderId, what })),
    ),
  );
  return [...violations, ...ofTheRun(run)];
}

function ofTheRun({ orders, forged, audit }: RunFacts): Violation[] {
  // Money for another amount is for a human to settle: the audit tells of each, and of nothing else.
  const { amount_differs: told = 0, ...others } = audit.differences;
  const differing = orders.flatMap(amountsDiffering).length;
  const breaches: [law: string, what: string, isBroken: boolean][] = [
    ["forged", `${forged.accepted} of ${forged.sent} were accepted`, forged.accepted > 0],
    ["audit", `${audit.auditId} is ${audit.state}: ${audit.gaps.join(", ")}`, audit.state !== "complete"],
    [
      "audit",
      `${audit.auditId} found ${JSON.stringify(audit.differences)}; ${differing} amounts differ`,
      Object.keys(others).length > 0 || told !== differing,
    ],
  ];
  return breaches.flatMap(([law, what, isBroken]) => (isBroken ? { law, orderId: null, what } : []));
}
