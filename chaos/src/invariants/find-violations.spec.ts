import assert from "node:assert/strict";
import {
  aCall,
  aLedgerCheckout,
  anAttempt,
  anEvent,
  aPaidOrder,
  aRequest,
  aRun,
  at,
  FIRST,
  ms,
  ORDER,
  SECOND,
} from "../../test/fixtures/order-facts.js";
import type { OrderFacts, RunFacts } from "../facts/facts.js";
import type { AttemptDocument, EventDocument, OrderDocument } from "../world/documents.js";
import { findViolations, INVARIANTS } from "./find-violations.js";

const healthy = aPaidOrder();
const order = (more: Partial<OrderDocument>): Partial<OrderFacts> => ({
  order: { ...(healthy.order as OrderDocument), ...more },
});
/** Of an order whose one attempt stands there. */
const standing = (status: string, more: Partial<AttemptDocument> = {}): Partial<OrderFacts> =>
  order({ status, attempts: { [FIRST]: anAttempt(status, more) } });
const part = { totalRefundedMinor: 300 };
const whole = { totalRefundedMinor: 1000 };
const created = anEvent(1, "order.link_created", "CREATING", "PENDING");
const broken = (more: Partial<OrderFacts>, run: Partial<RunFacts> = {}): string[] => [
  ...new Set(findViolations(aRun([aPaidOrder(more)], run)).map(({ invariant }) => invariant)),
];

describe("the invariants of a run", () => {
  it("find nothing in an order that was paid as it ought to be", () => {
    assert.deepEqual(findViolations(aRun([healthy])), []);
  });

  it("find nothing in an order that nobody could get a link for", () => {
    const draft = order({ status: "DRAFT", attempts: {}, paidAt: null, eventCount: 0 });
    const nothing = { events: [], ledger: [], checkouts: [], actions: [], versions: [], calls: [] };
    assert.deepEqual(broken({ ...draft, ...nothing, settled: {} }), []);
  });

  const then = (...events: EventDocument[]): Partial<OrderFacts> => ({
    events: [...healthy.events, ...events],
  });
  const sixth = (status: string, paidAt: string, attempts: Record<string, string>): Partial<OrderFacts> => ({
    versions: [...healthy.versions, { updateTime: at(6), status, paidAt, attempts }],
  });
  const failing = aRequest("get-checkout", { status: 503, fault: "status" });
  const twice = { at: at(9), detail: "amount_absent: PAID" };
  /** By invariant, and by what it has to detect. */
  const violations: Record<string, Record<string, Partial<OrderFacts>>> = {
    converged: {
      "an order that missed a refund": { ledger: [aLedgerCheckout("REFUNDED", whole)] },
      "a refund total that is another": {
        ...standing("PARTIALLY_REFUNDED", part),
        ...then(anEvent(3, "order.partially_refunded", "PAID", "PARTIALLY_REFUNDED", part)),
        ledger: [aLedgerCheckout("PARTIALLY_REFUNDED", { totalRefundedMinor: 700 })],
      },
      "an order whose status is not its attempts'": order({ status: "PENDING" }),
      "links without an order": { order: null },
    },
    lost: {
      "a payment that the order does not show": {
        ledger: [...healthy.ledger, aLedgerCheckout("PAID", { id: SECOND })],
      },
      "a link that the order does not show": {
        ledger: [...healthy.ledger, aLedgerCheckout("EXPIRED", { id: SECOND })],
      },
      "an attempt that the vendor does not know": { ledger: [] },
    },
    "paid to unpaid": {
      "a history in which a payment becomes unpaid": then(anEvent(3, "order.failed", "PAID", "FAILED")),
      "a version in which the payment had become unpaid": sixth("EXPIRED", at(4), { [FIRST]: "EXPIRED" }),
      "a version that lost its attempt": sixth("PAID", at(4), {}),
      "a version that was paid at another time": sixth("PAID", at(6), { [FIRST]: "PAID" }),
    },
    "events per fact": {
      "order.paid twice": { ...order({ eventCount: 3 }), ...then(anEvent(3, "order.paid", "PAID", "PAID")) },
      "order.paid missing": {
        ...order({ eventCount: 1 }),
        events: [anEvent(1, "order.link_created", "CREATING", "PAID")],
      },
      "a link created twice": {
        ...order({ eventCount: 3 }),
        events: [
          created,
          anEvent(2, "order.link_created", "PENDING", "PENDING"),
          anEvent(3, "order.paid", "PENDING", "PAID"),
        ],
      },
      "a link without its event": {
        ...order({ eventCount: 1 }),
        events: [anEvent(1, "order.paid", "PENDING", "PAID")],
      },
      ...Object.fromEntries(
        ["order.expired", "order.charged_back", "order.chargeback_lifted"].map((type) => [
          `${type} again without a change between`,
          {
            ...order({ eventCount: 4 }),
            ...then(...[3, 4].map((place) => anEvent(place, type, "PAID", "PAID"))),
          },
        ]),
      ),
      "one read that reports a problem twice": {
        ...order({ eventCount: 4 }),
        ...then(...[3, 4].map((place) => anEvent(place, "order.problem", "PAID", "PAID", twice))),
      },
    },
    history: {
      "a gap in the numbers": { events: [created, anEvent(3, "order.paid", "PENDING", "PAID")] },
      "a count that is not that of the events": order({ eventCount: 3 }),
      "a fact that does not begin where the last one ended": {
        events: [created, anEvent(2, "order.paid", "EXPIRED", "PAID")],
      },
      "a status that no event reports": {
        ...standing("REFUNDED", whole),
        ledger: [aLedgerCheckout("REFUNDED", whole)],
      },
    },
    "live links": {
      "two links that could be paid": { settled: { [FIRST]: "PENDING", [SECOND]: "PENDING" } },
      "a link that could be paid beside a paid one": { settled: { [FIRST]: "PAID", [SECOND]: "PENDING" } },
      "an authorization beside a paid link": { settled: { [FIRST]: "PAID", [SECOND]: "AUTHORIZED" } },
    },
    "first link": {
      "two callers who got different links": { calls: [aCall(), aCall({ checkoutId: SECOND })] },
    },
    posts: {
      "a request sent again after it was answered": {
        requests: [aRequest("create-link"), aRequest("create-link", { status: 400 })],
      },
    },
    reads: {
      "a read that nobody touched for": { requests: [...healthy.requests, aRequest("get-checkout")] },
      "one read more often tried than three times": { requests: [failing, failing, failing, failing] },
    },
    amounts: {
      "money for another amount that pays the order": {
        ledger: [aLedgerCheckout("PAID", { amountMinor: 500 })],
      },
      "money for the order's amount that pays nothing": order({
        status: "PENDING",
        attempts: { [FIRST]: anAttempt("PAID", { counts: null }) },
      }),
    },
    stuck: {
      "a creation without an end": { ...order({ status: "CREATING", attempts: {} }), ledger: [] },
      "an open order that nobody will look at": {
        ...order({ status: "PENDING", attempts: { [FIRST]: anAttempt("PENDING") }, paidAt: null }),
        ledger: [aLedgerCheckout("PENDING")],
      },
    },
    healed: {
      "a problem that nothing is behind any more": order({ problem: "amount_absent" }),
      "two payments where the vendor has one": order({ problem: "paid_twice" }),
    },
    defects: {
      "a caller who got INTERNAL": { calls: [aCall(), aCall({ code: "INTERNAL", message: "x" })] },
    },
  };
  for (const [invariant, cases] of Object.entries(violations))
    for (const [what, more] of Object.entries(cases))
      it(`"${invariant}" detects ${what}`, () =>
        assert.ok(broken(more).includes(invariant), broken(more).join()));

  it("are each shown to detect something", () => {
    assert.deepEqual(INVARIANTS.map(({ name }) => name).toSorted(), Object.keys(violations).toSorted());
  });

  it("report a forged webhook that was accepted", () => {
    const found = findViolations(aRun([healthy], { forged: { sent: 4, accepted: 1 } }));
    assert.deepEqual(found, [{ invariant: "forged", orderId: null, what: "1 of 4 were accepted" }]);
  });

  it("report an audit that was incomplete, or found something after everything settled", () => {
    const { audit } = aRun([healthy]);
    const gaps = { ...audit, state: "incomplete", gaps: ["window_incomplete"] };
    const [incomplete] = findViolations(aRun([healthy], { audit: gaps }));
    assert.equal(incomplete?.what, "2026-01-09 is incomplete: window_incomplete");
    const found = { ...audit, differences: { refund_unnoticed: 1 } };
    const what = '2026-01-09 found {"refund_unnoticed":1}; 0 amounts differ';
    const breach = { invariant: "audit", orderId: null, what };
    assert.deepEqual(findViolations(aRun([healthy], { audit: found })), [breach]);
  });

  it("require the audit to report each amount that differs, and no other", () => {
    const dearer = aPaidOrder({
      ...order({ amount: { minor: 2000, currency: "AED" } }),
      edits: [{ orderId: ORDER, at: ms(5), fromMinor: 1000 }],
    });
    const { audit } = aRun([dearer]);
    const violationsFor = (reported: number) =>
      findViolations(aRun([dearer], { audit: { ...audit, differences: { amount_differs: reported } } }));
    assert.deepEqual(violationsFor(1), []);
    assert.equal(violationsFor(2)[0]?.invariant, "audit");
    assert.equal(findViolations(aRun([dearer]))[0]?.invariant, "audit");
  });

  it("name order and breach", () => {
    const what = "it still has the problem amount_absent";
    const found = findViolations(aRun([aPaidOrder(order({ problem: "amount_absent" }))]));
    assert.deepEqual(found, [{ invariant: "healed", orderId: ORDER, what }]);
  });
});

describe("the invariants of a run accept", () => {
  it("two payments that both keep their money: a human has to settle that", () => {
    const attempts = { [FIRST]: anAttempt("PAID"), [SECOND]: anAttempt("PAID", { attempt: 2 }) };
    const events = [
      created,
      anEvent(2, "order.cancelled", "PENDING", "CANCELLED"),
      anEvent(3, "order.link_created", "CREATING", "PENDING", { checkoutId: SECOND }),
      anEvent(4, "order.paid", "PENDING", "PAID", { checkoutId: SECOND }),
      anEvent(5, "order.paid_twice", "PAID", "PAID"),
    ];
    const ledger = [aLedgerCheckout("PAID"), aLedgerCheckout("PAID", { id: SECOND })];
    const settled = { [FIRST]: "PAID", [SECOND]: "PAID" };
    const touched = { orderId: ORDER, touches: 1, touchedBy: "webhook", updateTime: at(3) };
    const checkouts = [FIRST, SECOND].map((checkoutId) => ({ checkoutId, ...touched }));
    const twicePaid = order({ attempts, problem: "paid_twice", eventCount: 5 });
    assert.deepEqual(broken({ ...twicePaid, events, ledger, settled, checkouts }), []);
  });

  it("facts that belong to one write, and begin where it began", () => {
    const together = { writtenAt: at(4) };
    const events = [
      anEvent(1, "order.link_created", "CREATING", "EXPIRED"),
      anEvent(2, "order.paid", "EXPIRED", "PAID", together),
      anEvent(3, "order.late_success", "EXPIRED", "PAID", { ...together, detail: "EXPIRED" }),
    ];
    assert.deepEqual(broken({ ...order({ eventCount: 3 }), events }), []);
  });

  it("a request sent again when whoever had the answer was killed", () => {
    const requests = [...healthy.requests, aRequest("create-link", { status: 400 })];
    assert.deepEqual(broken({ requests }, { killed: true }), []);
  });

  it("reads for touches of a document that was deleted afterwards", () => {
    const requests = [...healthy.requests, aRequest("get-checkout")];
    assert.deepEqual(broken({ requests, deletedTouches: { [FIRST]: 1 } }), []);
  });

  it("reads by a call for the next link", () => {
    const requests = [...healthy.requests, aRequest("get-checkout"), aRequest("get-checkout")];
    const next = aCall({ startedAt: ms(5), endedAt: ms(6), code: "FAILED_PRECONDITION", checkoutId: null });
    assert.deepEqual(broken({ requests, calls: [...healthy.calls, next] }), []);
  });
});
