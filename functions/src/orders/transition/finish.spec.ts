import assert from "node:assert/strict";
import {
  anAttempt,
  anOrder,
  anOrderAt,
  at,
  FIRST,
  observe,
  observeAll,
  SECOND,
  seen,
  seenSecond,
  typesOf,
} from "../../../test/fixtures/orders.js";
import { toStored } from "../model/stored-content.js";
import { newOrder } from "../store/order-document.js";
import { mustNotBePaid } from "./derive.js";
import { finish } from "./finish.js";

const cause = { at: at(10), source: "operator" } as const;
const dearer = { minor: 2000, currency: "AED", exponent: 2 };
const paid = (seconds = 60) => seen({ status: "PAID" }, seconds);

describe("finish", () => {
  it("reports an order's first write from DRAFT, and nothing that has not changed", () => {
    const draft = newOrder("ORD-1", toStored({ amount: dearer }));
    const { order, events } = finish(null, { after: draft, cause, facts: [{ type: "order.drafted" }] });
    const [event, ...others] = events;
    assert.deepEqual([event?.type, event?.from, event?.to], ["order.drafted", "DRAFT", "DRAFT"]);
    assert.deepEqual([event?.amount?.minor, others], [2000, []]);
    assert.equal(order.eventCount, 1);
    assert.deepEqual(finish(order, { after: order, cause }), { order, events: [] });
  });

  it("puts right whatever follows, whoever has written it", () => {
    const odd = { status: "EXPIRED", problem: "paid_twice", nextCheckAt: null, link: null } as const;
    const { order } = finish(anOrder(), { after: { ...anOrder(), ...odd }, cause });
    assert.deepEqual([order.status, order.problem], ["PENDING", null]);
    assert.deepEqual([order.nextCheckAt, order.link?.checkoutId], [at(60), FIRST]);
  });
});

describe("money for another amount than the order's", () => {
  const edited = () => anOrder({ amount: dearer });

  it("does not pay the order, is reported once, and is no problem any more when it has gone back", () => {
    const { order, events } = observe(edited(), paid());
    assert.deepEqual([order.status, order.paidAt, order.problem], ["PENDING", null, "amount_differs"]);
    assert.deepEqual(typesOf(events), ["order.amount_differs", "order.problem"]);
    assert.equal(events[1]?.detail, "amount_differs: 10.00 AED");
    assert.deepEqual(typesOf(observe(order, paid(120)).events), []);
    const after = observe(order, seen({ status: "REFUNDED", totalRefunded: "10.00" }, 180));
    assert.deepEqual([after.order.status, after.order.problem], ["REFUNDED", null]);
    assert.deepEqual(typesOf(after.events), ["order.refunded", "order.problem_resolved"]);
  });

  it("pays it once the order's amount is what was paid, at the next look, which is due within a day", () => {
    const { order } = observe(edited(), paid());
    assert.equal(order.nextCheckAt?.seconds, at(60 + 86_400).seconds);
    const put = { ...order, content: { ...order.content, amount: { ...dearer, minor: 1000 } } };
    const { order: after, events } = observe(put, paid(86_460));
    assert.deepEqual([after.status, after.problem], ["PAID", null]);
    assert.deepEqual(typesOf(events), ["order.paid", "order.problem_resolved"]);
  });

  it("pays nothing while the order's amount cannot be read", () => {
    for (const amount of [null, "10.00", { minor: 10.5, currency: "AED", exponent: 2 }]) {
      assert.equal(observe(anOrder({ amount }), paid()).order.problem, "amount_differs");
    }
  });

  it("neither takes back the next link nor is taken for a second payment", () => {
    const attempts = {
      [FIRST]: anAttempt({ status: "EXPIRED" }),
      [SECOND]: anAttempt({ attempt: 2, amount: dearer }),
    };
    const { order } = observe(anOrder({ amount: dearer, attempts }), paid());
    assert.deepEqual([order.status, order.link?.checkoutId], ["PENDING", SECOND]);
    assert.equal(mustNotBePaid(order, SECOND, order.attempts[SECOND] ?? anAttempt()), false);
    const both = observe(order, seenSecond({ amount: "20.00", status: "PAID" }, 90));
    assert.deepEqual([both.order.status, both.order.problem], ["PAID", "amount_differs"]);
    assert.deepEqual(typesOf(both.events), ["order.paid"]);
  });

  it("leaves an order paid that was edited after the payment", () => {
    const before = anOrderAt("PAID");
    const order = { ...before, content: { ...before.content, amount: dearer } };
    const after = observe(order, paid(120));
    assert.deepEqual([after.order.status, after.order.problem, after.events], ["PAID", null, []]);
  });
});

describe("what order.paid reports", () => {
  it("names the cash that is to be collected, where the vendor does", () => {
    const cash = (cashAmount: string | null) => {
      const { order, events } = observe(anOrder(), seen({ status: "PAID", cashAmount }, 60));
      return [order.cashAmount?.minor, events[0]?.cashAmount?.minor];
    };
    assert.deepEqual(cash("3.50"), [350, 350]);
    assert.deepEqual(cash(null), [undefined, undefined]);
    assert.deepEqual(cash("0.005"), [undefined, undefined]);
  });

  it("is not reported again for a payment that came back beside another", () => {
    const attempts = {
      [FIRST]: anAttempt({ status: "FAILED", counts: "amount", paidAt: at(0) }),
      [SECOND]: anAttempt({ attempt: 2, status: "PAID" }),
    };
    const { events } = observeAll(anOrder({ attempts, paidAt: at(0) }), [paid()]);
    assert.deepEqual(typesOf(events), ["order.late_success", "order.problem"]);
  });
});

describe("mustNotBePaid", () => {
  it("takes back a double even where an order has nothing else", () => {
    const double = anAttempt({ surplus: true });
    assert.equal(mustNotBePaid({ attempts: { [FIRST]: double } }, FIRST, double), true);
    assert.equal(mustNotBePaid({ attempts: { [FIRST]: double } }, SECOND, anAttempt()), false);
  });

  it("takes back an ended link that the vendor opened again, and not the present one beside it", () => {
    for (const status of ["PENDING", "CANCELLED", "EXPIRED"] as const) {
      const [reopened, present] = [anAttempt(), anAttempt({ attempt: 2, status })];
      const attempts = { [FIRST]: reopened, [SECOND]: present };
      assert.equal(mustNotBePaid({ attempts }, FIRST, reopened), true);
      assert.equal(mustNotBePaid({ attempts }, SECOND, present), false);
    }
  });
});
