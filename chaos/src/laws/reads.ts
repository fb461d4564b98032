import type { OrderFacts } from "../facts/facts.js";
import type { Law } from "./law.js";

/** How often one read is tried at most. */
const TRIES = 3;
/** How often a call for a link reads each earlier link at most: before and after taking it back. */
const READS_BY_CALL = 2;

/** How often the vendor was asked about one checkout, and how often it might have been. */
export type Reads = {
  readonly checkoutId: string;
  /** Every request for it, tries that failed included. */
  readonly requests: number;
  /** Those that gave a readable answer: at most one for each read. */
  readonly answered: number;
  readonly touches: number;
  /**
   * What calls for a link may have read besides: twice for each call that ended after this link was made and was given
   * another link or none. (Who is given this link has not read it.)
   */
  readonly byCalls: number;
};

/** Counts the reads of each of an order's checkouts. Pure. */
export function countReads({ ledger, requests, checkouts, calls }: OrderFacts): Reads[] {
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
      requests: reads.length,
      answered: reads.filter(({ status, fault }) => status === 200 && fault !== "body").length,
      touches: checkouts.find(({ checkoutId }) => checkoutId === id)?.touches ?? 0,
      byCalls: READS_BY_CALL * others.length,
    };
  });
}

/** The vendor is never read more often than somebody touched, tried three times at most each. */
export const readsByTouches: Law = {
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
