import type { Invariant, OrderFacts } from "../facts/facts.js";

/** Attempts of one read at most. */
const TRIES = 3;
/** A call for a link reads each earlier link at most before and after it cancels it. */
const READS_BY_CALL = 2;

/** How often the vendor was asked about each checkout of an order, and how often was allowed. Pure. */
export function countReads({ ledger, requests, checkouts, deletedTouches, calls }: OrderFacts) {
  return ledger.map(({ id, createdAt }) => {
    const reads = requests.filter(
      ({ operation, checkoutId }) => operation === "get-checkout" && checkoutId === id,
    );
    const others = calls.filter(
      ({ name, endedAt, checkoutId }) =>
        name === "createPaymentLink" && checkoutId !== id && endedAt >= Date.parse(createdAt),
    );
    return {
      checkoutId: id,
      /** All requests, failed attempts included. */
      requests: reads.length,
      /** Requests with a readable answer: at most one for each read. */
      answered: reads.filter(({ status, fault }) => status === 200 && fault !== "body").length,
      touches:
        (checkouts.find(({ checkoutId }) => checkoutId === id)?.touches ?? 0) + (deletedTouches[id] ?? 0),
      /** Reads by calls that ended after this link was created and got another link or none. */
      byCalls: READS_BY_CALL * others.length,
    };
  });
}

/** The vendor is read at most once for each touch, with at most three attempts. */
export const readsByTouches: Invariant = {
  name: "reads",
  breaches: (order) =>
    countReads(order).flatMap(({ checkoutId, requests, answered, touches, byCalls }) => {
      const allowed = touches + byCalls;
      const for_ = `${touches} touches and at most ${byCalls} reads by calls`;
      if (answered > allowed) return [`${checkoutId} was read ${answered} times for ${for_}`];
      if (requests > TRIES * allowed) return [`${checkoutId} was asked for ${requests} times for ${for_}`];
      return [];
    }),
};
