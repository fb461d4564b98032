import { isMoney, type OrderFacts } from "../facts/facts.js";
import type { Law } from "./law.js";

/** Order and attempts say what the vendor's ledger says. */
export const converged: Law = {
  name: "converged",
  breaches: (facts) => {
    const { order, ledger } = facts;
    if (!order) return ledger.length > 0 ? ["there are links, but no order"] : [];
    const breaches = ledger.flatMap(({ id, status, totalRefundedMinor }) => {
      const attempt = order.attempts?.[id];
      // Whether every link is shown is a law of its own.
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

/** Of several links with money, the one that leaves the merchant with the most speaks for the order. */
const PRECEDENCE = ["PAID", "PARTIALLY_REFUNDED", "CHARGEBACK", "REFUNDED", "AUTHORIZED"];

/** What the order's status has to be by the vendor's ledger alone: money, an authorisation, else the present link. */
function expectedStatus({ order, ledger }: OrderFacts): string {
  const pays = ({ id, status }: OrderFacts["ledger"][number]) =>
    !isMoney(status) || order?.attempts?.[id]?.counts != null;
  const first = PRECEDENCE.find((status) =>
    ledger.some((checkout) => checkout.status === status && pays(checkout)),
  );
  if (first) return first;
  const attempts = Object.entries(order?.attempts ?? {}).filter(([, { surplus }]) => !surplus);
  const [presentId] = attempts.sort(([, a], [, b]) => a.attempt - b.attempt).at(-1) ?? [];
  const present = ledger.find(({ id }) => id === presentId);
  if (!present) return "DRAFT";
  return isMoney(present.status) && present.status !== "REFUNDED" ? "PENDING" : present.status;
}

/** Money pays an order whose amount it was for when it came, and no other; looked at in the order that is there now. */
export const paidTheAmount: Law = {
  name: "amounts",
  breaches: ({ order, ledger, edits }) => {
    if (!order?.amount) return [];
    const amounts = [order.amount.minor, ...edits.map(({ fromMinor }) => fromMinor)];
    return ledger.flatMap(({ id, status, amountMinor }) => {
      const counts = order.attempts?.[id]?.counts ?? null;
      if (!isMoney(status)) return counts === null ? [] : [`${id} is ${status}, and counts`];
      if (counts !== null && !amounts.includes(amountMinor)) return [`${id} pays with ${amountMinor}`];
      if (counts === null && amountMinor === order.amount?.minor)
        return [`${id} is for the amount, and pays nothing`];
      return [];
    });
  },
};

/** The links whose money the merchant has, at least in part, and that were for another amount than the order's present one. */
export const amountsDiffering = ({ order, ledger }: OrderFacts): string[] =>
  ledger.flatMap(({ id, status, amountMinor }) =>
    isMoney(status) && status !== "REFUNDED" && amountMinor !== order?.amount?.minor ? [id] : [],
  );

/** Nothing is left half-done: no creation without an end, nothing open that nobody will look at. */
export const notStuck: Law = {
  name: "stuck",
  breaches: ({ order }) => {
    if (!order) return [];
    const breaches: string[] = [];
    if (order.status === "CREATING" || order.requests?.some(({ lease }) => lease))
      breaches.push(`it is ${order.status} for ever`);
    const open = ["PENDING", "AUTHORIZED", "PENDING_CONFIRMATION"].includes(order.status);
    if (open && !order.nextCheckAt) breaches.push(`it is ${order.status}, and nobody will look again`);
    return breaches;
  },
};

/** No payment, and no link, that the vendor has and the order does not show; and none that only the order has. */
export const everythingShown: Law = {
  name: "lost",
  breaches: ({ order, ledger }) => {
    const attempts = order?.attempts ?? {};
    const known = new Set(ledger.map(({ id }) => id));
    return [
      ...ledger
        .filter(({ id }) => !(id in attempts))
        .map(
          ({ id, status }) =>
            `${isMoney(status) ? "the payment" : "the link"} ${id} (${status}) is not shown`,
        ),
      ...Object.keys(attempts)
        .filter((id) => !known.has(id))
        .map((id) => `the attempt ${id} is unknown to the vendor`),
    ];
  },
};

/** When all is quiet and no fault happens, only what a human has to settle is still a problem. */
export const healed: Law = {
  name: "healed",
  breaches: ({ order, ledger }) => {
    if (!order?.problem) return [];
    const keepers = ledger.filter(({ status }) => isMoney(status) && status !== "REFUNDED");
    if (order.problem === "paid_twice" && keepers.length > 1) return [];
    const isAstray = keepers.some(({ id }) => order.attempts?.[id]?.counts === null);
    if (order.problem === "amount_differs" && isAstray) return [];
    return [`it still has the problem ${order.problem}`];
  },
};
