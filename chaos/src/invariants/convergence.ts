import { hasBeenPaid, type Invariant, type OrderFacts } from "../facts/facts.js";

/** Order and attempts agree with the vendor's ledger. */
export const converged: Invariant = {
  name: "converged",
  breaches: (facts) => {
    const { order, ledger } = facts;
    if (!order) return ledger.length > 0 ? ["there are links, but no order"] : [];
    const breaches = ledger.flatMap(({ id, status, totalRefundedMinor }) => {
      const attempt = order.attempts?.[id];
      // `everythingShown` checks for missing links.
      if (!attempt) return [];
      const same = attempt.status === status && attempt.totalRefundedMinor === totalRefundedMinor;
      if (same) return [];
      const ours = `${attempt.status}, ${attempt.totalRefundedMinor} refunded`;
      return [`${id} is ${ours}; at the vendor ${status}, ${totalRefundedMinor} refunded`];
    });
    const expected = expectedStatus(facts);
    if (order.status !== expected) breaches.push(`the order is ${order.status}, not ${expected}`);
    return breaches;
  },
};

/** Of several paid links, the one that leaves the merchant the most decides the order's status. */
const PRECEDENCE = ["PAID", "PARTIALLY_REFUNDED", "CHARGEBACK", "REFUNDED", "AUTHORIZED"];

/** The order's status by the vendor's ledger alone: paid, else authorized, else that of the present link. */
function expectedStatus({ order, ledger }: OrderFacts): string {
  const pays = ({ id, status }: OrderFacts["ledger"][number]) =>
    !hasBeenPaid(status) || order?.attempts?.[id]?.counts != null;
  const first = PRECEDENCE.find((status) =>
    ledger.some((checkout) => checkout.status === status && pays(checkout)),
  );
  if (first) return first;
  const attempts = Object.entries(order?.attempts ?? {}).filter(([, { surplus }]) => !surplus);
  const [presentId] = attempts.sort(([, a], [, b]) => a.attempt - b.attempt).at(-1) ?? [];
  const present = ledger.find(({ id }) => id === presentId);
  if (!present) return "DRAFT";
  return hasBeenPaid(present.status) && present.status !== "REFUNDED" ? "PENDING" : present.status;
}

/** A payment counts if it was for the amount that the order had when it arrived, and only then. */
export const paidTheAmount: Invariant = {
  name: "amounts",
  breaches: ({ order, ledger, edits }) => {
    if (!order?.amount) return [];
    const amounts = [order.amount.minor, ...edits.map(({ fromMinor }) => fromMinor)];
    return ledger.flatMap(({ id, status, amountMinor }) => {
      const counts = order.attempts?.[id]?.counts ?? null;
      if (!hasBeenPaid(status)) return counts === null ? [] : [`${id} is ${status}, and counts`];
      if (counts !== null && !amounts.includes(amountMinor)) return [`${id} pays with ${amountMinor}`];
      if (counts === null && amountMinor === order.amount?.minor)
        return [`${id} is for the amount, and pays nothing`];
      return [];
    });
  },
};

/** Links whose money the merchant still has, at least in part, for another amount than the order's present one. */
export const amountsDiffering = ({ order, ledger }: OrderFacts): string[] =>
  ledger.flatMap(({ id, status, amountMinor }) =>
    hasBeenPaid(status) && status !== "REFUNDED" && amountMinor !== order?.amount?.minor ? [id] : [],
  );

/** Nothing is left half-done: no unfinished creation, no open order without a next check. */
export const notStuck: Invariant = {
  name: "stuck",
  breaches: ({ order }) => {
    if (!order) return [];
    const breaches: string[] = [];
    if (order.status === "CREATING" || order.requests?.some(({ lease }) => lease))
      breaches.push(`it is ${order.status} at the end`);
    const open = ["PENDING", "AUTHORIZED", "PENDING_CONFIRMATION"].includes(order.status);
    if (open && !order.nextCheckAt) breaches.push(`it is ${order.status}, without a next check`);
    return breaches;
  },
};

/** Order and vendor have the same payments and links. */
export const everythingShown: Invariant = {
  name: "lost",
  breaches: ({ order, ledger }) => {
    const attempts = order?.attempts ?? {};
    const known = new Set(ledger.map(({ id }) => id));
    const what = (status: string) => (hasBeenPaid(status) ? "the payment" : "the link");
    const missing = ledger.filter(({ id }) => !(id in attempts));
    const unknown = Object.keys(attempts).filter((id) => !known.has(id));
    return [
      ...missing.map(({ id, status }) => `${what(status)} ${id} (${status}) is not shown`),
      ...unknown.map((id) => `the attempt ${id} is unknown to the vendor`),
    ];
  },
};

/** After everything settled without faults, only problems for a human are left. */
export const healed: Invariant = {
  name: "healed",
  breaches: ({ order, ledger }) => {
    if (!order?.problem) return [];
    const paid = ledger.filter(({ status }) => hasBeenPaid(status));
    const keepers = paid.filter(({ status }) => status !== "REFUNDED");
    // The first may have been refunded before the second came.
    if (order.problem === "paid_twice" && paid.length > 1 && keepers.length > 0) return [];
    const isAstray = keepers.some(({ id }) => order.attempts?.[id]?.counts === null);
    if (order.problem === "amount_differs" && isAstray) return [];
    return [`it still has the problem ${order.problem}`];
  },
};
