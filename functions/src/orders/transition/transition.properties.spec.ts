import assert from "node:assert/strict";
import fc from "fast-check";
import { budget } from "../../../../test/budget.js";
import { prove } from "../../../../test/prove.js";
import {
  anAttempt,
  anOrder,
  at,
  FIRST,
  MONEY,
  observe,
  SECOND,
  THIRD,
  typesOf,
} from "../../../test/fixtures/orders.js";
import { readsOf, type VendorState, vendorHistory } from "../../../test/fixtures/vendor-history.js";
import type { Attempt } from "../model/attempt.js";
import { type Order, presentAttempt } from "../model/order.js";
import type { OrderEvent } from "../model/order-event.js";
import type { Observation } from "./classify.js";

const LINKS = [FIRST, SECOND, THIRD].map((id, index) => ({ id, requestId: `ORD-1-r${index + 1}` }));

type Scenario = { histories: VendorState[][]; deliveries: Observation[] };

/** Some links of one order, each with a life of its own, and reads of them delivered in any order and repeated. */
const scenario = (links: number): fc.Arbitrary<Scenario> =>
  fc.array(vendorHistory, { minLength: links, maxLength: links }).chain((histories) => {
    const reads = histories.map((history, index) =>
      readsOf(history, LINKS[index] ?? { id: FIRST, requestId: "" }),
    );
    return fc
      .tuple(...reads)
      .map((perLink) => perLink.flat())
      .chain((all) => fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 }))
      .map((deliveries) => ({ histories, deliveries }));
  });
const scenarios = fc.integer({ min: 1, max: 3 }).chain(scenario);

/** An order whose links were made and not read since. */
function orderWith(links: number): Order {
  const attempts = LINKS.slice(0, links).map(({ id }, index): [string, Attempt] => [
    id,
    anAttempt({ attempt: index + 1, observedAt: null, createdAt: at(0) }),
  ]);
  return anOrder({ attempts: Object.fromEntries(attempts) });
}

type Step = { before: Order; after: Order; events: OrderEvent[]; observation: Observation };

function play({ histories, deliveries }: Scenario): Step[] {
  let order = orderWith(histories.length);
  return deliveries.map((observation) => {
    const before = order;
    const { order: after, events } = observe(before, observation);
    order = after;
    return { before, after, events, observation };
  });
}

const lastOf = (steps: readonly Step[]): Order => steps.at(-1)?.after ?? assert.fail("nothing was delivered");
const factsOf = (steps: readonly Step[]): OrderEvent[] => steps.flatMap(({ events }) => events);

/** What an order shows, computed a second time: the most money wins, then a payment underway, then the present link. */
function statusOf({ attempts }: Order): string | undefined {
  const shown = Object.values(attempts).map(({ status }) => status as string);
  const ranked = "PAID PARTIALLY_REFUNDED CHARGEBACK REFUNDED AUTHORIZED PENDING_CONFIRMATION".split(" ");
  return ranked.find((status) => shown.includes(status)) ?? presentAttempt({ attempts })?.[1].status;
}

describe("transition, for reads of lawful lives in any order and repeated", () => {
  /** What holds of every life, however it was read. */
  function always(
    title: string,
    check: (steps: readonly Step[], histories: Scenario["histories"]) => void,
    lives = scenarios,
  ): void {
    it(title, () => {
      const property = fc.property(lives, (one) => check(play(one), one.histories));
      prove("transition: lives read in any order", property, budget.orderLives);
    });
  }

  always("never makes a paid attempt or order unpaid", (steps) => {
    for (const { before, after } of steps) {
      if (MONEY.includes(before.status)) assert.ok(MONEY.includes(after.status));
      for (const [id, attempt] of Object.entries(before.attempts)) {
        if (!MONEY.includes(attempt.status)) continue;
        const now = Object.entries(after.attempts).find(([other]) => other === id)?.[1];
        assert.ok(now && MONEY.includes(now.status));
        assert.ok(now.totalRefundedMinor >= attempt.totalRefundedMinor);
        assert.deepEqual(now.paidAt, attempt.paidAt);
      }
    }
  });

  always("reports no fact twice", (steps) => {
    const facts = factsOf(steps).map(({ type, checkoutId, totalRefundedMinor, detail }) =>
      [type, checkoutId, totalRefundedMinor, detail].join(" "),
    );
    assert.deepEqual([...new Set(facts)], facts);
  });

  always("reports order.paid exactly once of an order that was seen to keep money, else never", (steps) => {
    const paid = typesOf(factsOf(steps)).filter((type) => type === "order.paid").length;
    const kept = steps.some(({ after }) => ["PAID", "PARTIALLY_REFUNDED"].includes(after.status));
    assert.equal(paid, kept ? 1 : 0);
    assert.equal(lastOf(steps).paidAt !== null, kept);
  });

  always(
    "reports order.paid before anything else of the same read, and before any part of it is refunded",
    (steps) => {
      for (const { events } of steps) assert.ok(typesOf(events).indexOf("order.paid") <= 0);
      const types = typesOf(factsOf(steps));
      const paid = types.indexOf("order.paid");
      const part = types.indexOf("order.partially_refunded");
      if (paid >= 0 && part >= 0) assert.ok(paid < part);
    },
    scenario(1),
  );

  always("ends where the vendor ended, however the reads came", (steps, histories) => {
    const last = lastOf(steps);
    for (const [index, history] of histories.entries()) {
      const attempt = last.attempts[LINKS[index]?.id ?? FIRST];
      const end = history.at(-1);
      assert.deepEqual([attempt?.status, attempt?.totalRefundedMinor], [end?.status, end?.refundedMinor]);
      assert.equal(attempt?.providerStatus, end?.status);
      assert.deepEqual([attempt?.anomaly, attempt?.decrease], [null, null]);
    }
  });

  always("shows an order status that is a function of its attempts", (steps) => {
    for (const { after } of steps) assert.equal(after.status, statusOf(after));
  });

  always("sees a problem in nothing but a second payment", (steps) => {
    const keepers = Object.values(lastOf(steps).attempts).filter(({ status }) =>
      ["PAID", "PARTIALLY_REFUNDED", "CHARGEBACK"].includes(status),
    );
    // Another link paid after all that was reported paid was refunded.
    const wasRefunded = ({ paidAt, status }: Order) => paidAt !== null && status === "REFUNDED";
    const isLate = steps.some(({ before, after }) => wasRefunded(before) && !wasRefunded(after));
    assert.equal(lastOf(steps).problem, keepers.length > (isLate ? 0 : 1) ? "paid_twice" : null);
    for (const { type, detail } of factsOf(steps)) {
      if (type === "order.problem" || type === "order.problem_resolved") assert.equal(detail, "paid_twice");
    }
  });

  always("flags every payment of a link that was seen to have ended", (steps) => {
    for (const { before, after, events, observation } of steps) {
      const was = before.attempts[observation.checkoutId]?.status ?? "";
      const is = after.attempts[observation.checkoutId]?.status ?? "";
      const late = ["FAILED", "CANCELLED", "EXPIRED"].includes(was) && MONEY.includes(is);
      assert.equal(typesOf(events).includes("order.late_success"), late);
    }
  });

  always("leaves the order's status and money alone when the same read comes again", (steps) => {
    for (const { after, observation } of steps) {
      const again = observe(after, observation);
      assert.deepEqual(again, { order: after, events: [] });
    }
  });
});
