import assert from "node:assert/strict";
import {
  anAttempt,
  anOrder,
  aRemote,
  at,
  checkoutId,
  deepFreeze,
  FIRST,
  MONEY,
  observe,
  SECOND,
  typesOf,
} from "../../../test/fixtures/orders.js";
import {
  PROVIDER_STATUSES,
  type ProviderStatus,
  type RemoteCheckout,
} from "../../pointcheckout/responses.js";

// The invariants as tables of their own, written from the design, without the code.
const DEAD: readonly string[] = ["FAILED", "CANCELLED", "EXPIRED"];
/** From a state with money, what a newer observation may make of it at once. */
const MONEY_GOES_ON: Record<string, readonly string[]> = {
  PAID: ["PARTIALLY_REFUNDED", "REFUNDED", "CHARGEBACK"],
  PARTIALLY_REFUNDED: ["REFUNDED", "CHARGEBACK"],
  REFUNDED: ["CHARGEBACK"],
  CHARGEBACK: [],
};
/** What an older one may still raise: unpaid < paid < refunded more. */
const OLDER_RAISES: Record<string, readonly string[]> = {
  PAID: ["PARTIALLY_REFUNDED", "REFUNDED"],
  PARTIALLY_REFUNDED: ["REFUNDED"],
  REFUNDED: [],
  CHARGEBACK: [],
};
const REFUNDED_MINOR: Record<string, number> = { PARTIALLY_REFUNDED: 500, REFUNDED: 1000 };
const FACT_OF_MONEY: Record<string, readonly string[]> = {
  PAID: [],
  PARTIALLY_REFUNDED: ["order.partially_refunded"],
  REFUNDED: ["order.refunded"],
  CHARGEBACK: ["order.charged_back"],
};
const FACT_OF_STATUS: Record<string, string> = {
  PENDING: "order.reopened",
  AUTHORIZED: "order.authorized",
  PENDING_CONFIRMATION: "order.pending_confirmation",
  FAILED: "order.failed",
  CANCELLED: "order.cancelled",
  EXPIRED: "order.expired",
};

const AGES = { older: at(-60), same: at(0), newer: at(60) } as const;
type Age = keyof typeof AGES;

/** How the identifying fields and the money come back. */
const ANSWERS: Record<string, { fields: Partial<RemoteCheckout>; differs?: string; moneyless?: true }> = {
  "all present": { fields: {} },
  "all absent": { fields: { requestId: null, orderId: null, currency: null, amount: null }, moneyless: true },
  "identity absent": { fields: { requestId: null, orderId: null } },
  "amount absent": { fields: { amount: null }, moneyless: true },
  "currency absent": { fields: { currency: null }, moneyless: true },
  "amount in exponent form": { fields: { amount: "1.0E1" } },
  "other id": { fields: { id: SECOND }, differs: "id" },
  "other requestId": { fields: { requestId: "ORD-1-r2" }, differs: "requestId" },
  "other orderId": { fields: { orderId: "ORD-2" }, differs: "orderId" },
  "other currency": { fields: { currency: "USD" }, differs: "currency" },
  "other currency, amount absent": { fields: { currency: "USD", amount: null }, differs: "currency" },
  "other amount": { fields: { amount: "1.00" }, differs: "amount" },
  "amount finer than the currency": { fields: { amount: "10.001" }, differs: "amount" },
};
const TARGETS = ["current", "earlier", "foreign"] as const;
type Target = (typeof TARGETS)[number];

type Case = {
  from: ProviderStatus;
  to: ProviderStatus | null;
  age: Age;
  target: Target;
  answer: (typeof ANSWERS)[string];
};

/** What the attempt's status has to be afterwards. */
function lawfulStatus({ from, to, age, target, answer }: Case): ProviderStatus {
  if (target === "foreign" || answer.differs || to === null) return from;
  if (!MONEY.includes(to)) return age === "newer" && !MONEY.includes(from) ? to : from;
  if (answer.moneyless) return from;
  if (!MONEY.includes(from)) return to;
  return ((age === "newer" ? MONEY_GOES_ON : OLDER_RAISES)[from] ?? []).includes(to) ? to : from;
}

/** What an order shows whose observed attempt stands at `status` and whose present link, if another, is PENDING. */
function lawfulOrderStatus(status: ProviderStatus, target: Target): string {
  if (target !== "earlier") return status;
  return [...MONEY, "AUTHORIZED", "PENDING_CONFIRMATION"].includes(status) ? status : "PENDING";
}

/** The events to report, in order; null where the invariants leave it open. */
function lawfulFacts(one: Case): string[] | null {
  const { from, to, age, target, answer } = one;
  if (target === "foreign" || answer.differs) return ["order.problem"];
  if (to === null) return age === "newer" ? ["order.unknown_status"] : [];
  const status = lawfulStatus(one);
  if (status === from) {
    const broken = MONEY.includes(from) ? !MONEY.includes(to) : MONEY.includes(to) && answer.moneyless;
    if (age === "newer" && broken) return ["order.problem"];
    // Known money seen again without its amount: nothing moves, and whether that is worth a word is open.
    return age === "newer" && answer.moneyless && MONEY.includes(to) ? null : [];
  }
  const late = DEAD.includes(from) && (MONEY.includes(status) || status === "AUTHORIZED");
  const flag = late ? ["order.late_success"] : [];
  if (MONEY.includes(status)) {
    const paid = !MONEY.includes(from) && ["PAID", "PARTIALLY_REFUNDED"].includes(status);
    return [...(paid ? ["order.paid"] : []), ...(FACT_OF_MONEY[status] ?? []), ...flag];
  }
  const before = lawfulOrderStatus(from, target);
  const after = lawfulOrderStatus(status, target);
  return [...flag, ...(before === after ? [] : [FACT_OF_STATUS[after] ?? "none"])];
}

function arrange({ from, to, age, target, answer }: Case) {
  const attempt = anAttempt({ status: from, totalRefundedMinor: REFUNDED_MINOR[from] ?? 0 });
  const present = anAttempt({ attempt: 2 });
  const order = anOrder({
    status: lawfulOrderStatus(from, target) as ProviderStatus,
    attempts: target === "earlier" ? { [FIRST]: attempt, [SECOND]: present } : { [FIRST]: attempt },
    paidAt: MONEY.includes(from) ? at(0) : null,
  });
  const refunded = to && REFUNDED_MINOR[to];
  const remote = aRemote({
    status: to,
    providerStatus: to ?? "SETTLING",
    totalRefunded: refunded ? (refunded / 100).toFixed(2) : to === "CHARGEBACK" ? null : "0.00",
    ...answer.fields,
  });
  const id = target === "foreign" ? checkoutId("999") : FIRST;
  return deepFreeze({
    order,
    observation: { checkoutId: id, remote, observedAt: AGES[age], source: "sweep" as const },
  });
}

function check(one: Case, name: string): void {
  const { order, observation } = arrange(one);
  const { order: after, events } = observe(order, observation);
  const observed = after.attempts[FIRST];
  const status = lawfulStatus(one);
  assert.equal(observed?.status, status, `${name}: attempt status`);
  assert.equal(after.status, lawfulOrderStatus(status, one.target), `${name}: order status`);
  const moved = status !== one.from && MONEY.includes(status);
  const refunded = REFUNDED_MINOR[moved && status !== "CHARGEBACK" ? status : one.from] ?? 0;
  assert.equal(observed?.totalRefundedMinor, refunded, `${name}: refunded`);
  const facts = lawfulFacts(one);
  const types = typesOf(events);
  const reported = facts === null ? types.filter((type) => type !== "order.problem") : types;
  assert.deepEqual(reported, facts ?? [], name);
  if (facts?.includes("order.problem")) assert.notEqual(after.problem, null, `${name}: problem`);
  else if (facts !== null) assert.equal(after.problem, null, `${name}: no problem`);
  if (!(observed?.observedAt && observed.observedAt.seconds >= at(0).seconds)) {
    assert.fail(`${name}: the newest observation goes back in time`);
  }
  for (const event of events) {
    assert.deepEqual([event.from, event.to], [order.status, after.status], `${name}: from and to`);
    assert.deepEqual([event.at, event.checkoutId], [observation.observedAt, observation.checkoutId]);
  }
  const again = observe(after, observation);
  assert.deepEqual(typesOf(again.events), [], `${name}: reported again`);
  assert.equal(again.order.status, after.status, `${name}: moved again`);
}

describe("transition, over every attempt status, answer, age and target", () => {
  const tos: (ProviderStatus | null)[] = [...PROVIDER_STATUSES, null];
  const answers = Object.entries(ANSWERS);
  const cases = tos.length * Object.keys(AGES).length * TARGETS.length * answers.length;

  for (const from of PROVIDER_STATUSES) {
    it(`keeps the invariants in ${cases} cases from ${from}`, () => {
      let checked = 0;
      for (const to of tos)
        for (const age of Object.keys(AGES) as Age[])
          for (const target of TARGETS)
            for (const [described, answer] of answers) {
              const name = `${from} → ${to ?? "unknown"}, ${age}, ${target}, ${described}`;
              check({ from, to, age, target, answer }, name);
              checked += 1;
            }
      assert.equal(checked, 11 * 3 * 3 * 13);
    });
  }
});
