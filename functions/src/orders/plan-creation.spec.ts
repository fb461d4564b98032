import assert from "node:assert/strict";
import { anAttempt, anOrder, at, checkoutId, deepFreeze, FIRST, SECOND } from "../../test/fixtures/orders.js";
import { PROVIDER_STATUSES } from "../pointcheckout/responses.js";
import { type OrderContent, pickContent } from "./content.js";
import { LinkError, type LinkErrorCode } from "./link-error.js";
import { applyPatch, type Creation, type Order } from "./order.js";
import { type LinkCommand, type LinkSettings, newOrder, planCreation } from "./plan-creation.js";

const settings: LinkSettings = {
  requestIdPrefix: "test-",
  defaultExpiresIn: 1440,
  leaseMs: 90_000,
  livemode: true,
  maximumMinor: () => 100_000,
  isAllowedLink: () => true,
};
const content: OrderContent = {
  customerUid: "uid-1",
  description: "Two tickets",
  amount: { minor: 1000, currency: "AED", exponent: 2 },
  linkOptions: { sendSms: false, sendEmail: false },
};
const customer = { firstName: "Sara", lastName: "Ali", email: "sara@example.com" };
const crashed: Creation = {
  leaseId: "old",
  until: at(100),
  attempt: 1,
  requestId: "test-ORD-1-r1",
  expiresIn: 30,
  sendSms: true,
  sendEmail: false,
};
const draft = (fields: Partial<Order> = {}): Order => ({ ...newOrder("ORD-1", content, at(50)), ...fields });
const linked = (fields: Parameters<typeof anAttempt>[0] = {}, order: Partial<Order> = {}): Order =>
  anOrder({ status: fields.status ?? "PENDING", attempts: { [FIRST]: anAttempt(fields) }, ...order });

function plan(
  order: Order | null,
  command: Partial<LinkCommand> = {},
  { now = 50, confirmed = [] as string[] } = {},
) {
  const snapshot = { orderId: "ORD-1", order, readTime: at(now), version: order && at(1) };
  const whole = { orderId: "ORD-1", content: null, customerUid: null, ...command };
  const context = { leaseId: "new", confirmed: new Set(confirmed.map(checkoutId)) };
  return planCreation(deepFreeze(snapshot), deepFreeze(whole), settings, context);
}

function reservation(...given: Parameters<typeof plan>) {
  const step = plan(...given);
  assert.ok(step.kind === "reserve", step.kind);
  return { ...step, after: applyPatch(given[0] ?? draft(), step.patch) };
}

function refused(code: LinkErrorCode, ...given: Parameters<typeof plan>): LinkError {
  try {
    plan(...given);
  } catch (error) {
    assert.ok(error instanceof LinkError);
    assert.equal(error.code, code);
    return error;
  }
  return assert.fail("was not refused");
}

describe("planCreation, whose order it is", () => {
  it("answers alike for an order that does not exist and one that is another customer's", () => {
    const messages = [
      refused("not-found", null, { customerUid: "uid-1" }),
      refused("not-found", draft(), { customerUid: "uid-2" }),
      refused("not-found", draft({ customerUid: null }), { customerUid: "uid-2" }),
      refused("not-found", linked({ status: "PAID" }), { customerUid: "uid-2" }),
      refused("not-found", null),
    ].map(({ message }) => message);
    assert.equal(new Set(messages).size, 1);
  });
  it("gives a customer the link of an own draft", () => {
    assert.equal(plan(draft(), { customerUid: "uid-1" }).kind, "reserve");
  });
});

describe("planCreation, the first link", () => {
  it("reserves an order that did not exist, with all its content", () => {
    const { after, creation, mayExist } = reservation(null, { content });
    assert.deepEqual(creation, {
      leaseId: "new",
      until: at(140),
      attempt: 1,
      requestId: "test-ORD-1-r1",
      expiresIn: 1440,
      sendSms: false,
      sendEmail: false,
    });
    assert.equal(mayExist, "no");
    const expected = { ...newOrder("ORD-1", content, at(50)), livemode: true };
    const { items, totals, customer: who, billingAddress, deliveryAddress, ...rest } = after;
    const parts = [items, totals, who, billingAddress, deliveryAddress];
    assert.ok(parts.every((part) => part === undefined));
    assert.deepEqual(rest, { ...expected, creation, status: "CREATING", nextCheckAt: at(140) });
  });
  it("takes a draft as it is stored", () => {
    const { after, creation } = reservation(
      draft({ linkOptions: { sendSms: false, sendEmail: false, expiresIn: 15 } }),
    );
    assert.deepEqual([after.status, creation.expiresIn, after.description], ["CREATING", 15, "Two tickets"]);
  });
  it("replaces a draft by what staff give, and drops what they no longer give", () => {
    const before = draft({ items: [{ name: "x", quantity: 1, lineTotalMinor: 1000 }], customer });
    const { after } = reservation(before, {
      content: { ...content, amount: { ...content.amount, minor: 2000 } },
    });
    assert.deepEqual([after.amount.minor, after.items, after.customer], [2000, undefined, undefined]);
  });
  it("sends as the caller says for this link, and stores what the order says", () => {
    const { after, creation } = reservation(draft({ customer }), { sendEmail: true });
    assert.deepEqual([creation.sendEmail, after.linkOptions.sendEmail], [true, false]);
    const quiet = draft({ customer, linkOptions: { sendSms: false, sendEmail: true } });
    assert.equal(reservation(quiet, { sendEmail: false }).creation.sendEmail, false);
  });
  it("searches first when an earlier request of the same id was never answered", () => {
    const unconfirmed = { requestId: "test-ORD-1-r1", attempt: 1, searchAt: at(60) };
    assert.equal(reservation(draft({ unconfirmed: [unconfirmed] })).mayExist, "likely");
    const searched = { ...unconfirmed, searchAt: null };
    assert.equal(reservation(draft({ unconfirmed: [searched] })).mayExist, "unlikely");
  });
  it("keeps the id of a request that was never answered, also under another prefix", () => {
    const unconfirmed = { requestId: "old-prefix-ORD-1-r1", attempt: 1, searchAt: null };
    assert.equal(
      reservation(draft({ unconfirmed: [unconfirmed] })).creation.requestId,
      "old-prefix-ORD-1-r1",
    );
  });
  it("asks under a new id once the lost request has its link", () => {
    const ended = linked({ status: "FAILED" });
    const unconfirmed = { requestId: "ORD-1-r1", attempt: 1, searchAt: at(60) };
    const { creation, mayExist } = reservation(
      { ...ended, unconfirmed: [unconfirmed] },
      {},
      { confirmed: [FIRST] },
    );
    assert.deepEqual([creation.requestId, mayExist], ["test-ORD-1-r2", "no"]);
  });
  it("refuses other content while a request may have reached the vendor: its link could be paid", () => {
    const unconfirmed = { requestId: "test-ORD-1-r1", attempt: 1, searchAt: at(60) };
    refused("already-exists", draft({ unconfirmed: [unconfirmed] }), {
      content: { ...content, amount: { ...content.amount, minor: 2000 } },
    });
  });
  it("refuses to write to nobody as the caller's mistake, with its place", () => {
    const { details } = refused("invalid-argument", draft(), { sendSms: true, sendEmail: true });
    assert.deepEqual(
      details?.map(({ path }) => path),
      ["sendSms", "sendEmail"],
    );
  });
  it("refuses a stored order that breaks a rule as the order's state", () => {
    const amount = { minor: 0, currency: "AED", exponent: 2 };
    const { details } = refused("failed-precondition", draft({ amount }), { sendSms: true });
    assert.deepEqual(
      details?.map(({ path }) => path),
      ["amount", "sendSms"],
    );
    refused("failed-precondition", draft({ amount: { ...amount, minor: 100_001 } }));
  });
});

describe("planCreation, a link that is being made", () => {
  const creating = draft({ status: "CREATING", creation: crashed, nextCheckAt: at(100) });
  it("waits while another caller holds the lease", () => assert.deepEqual(plan(creating), { kind: "wait" }));
  it("resumes a crashed creation as it was begun, under a lease of its own", () => {
    const { after, creation, mayExist } = reservation(creating, { sendEmail: true }, { now: 100 });
    assert.deepEqual(creation, { ...crashed, leaseId: "new", until: at(190) });
    assert.deepEqual([mayExist, after.status, after.nextCheckAt], ["likely", "CREATING", at(190)]);
  });
  it("resumes with the same content and refuses other content", () => {
    assert.equal(plan(creating, { content }, { now: 200 }).kind, "reserve");
    refused("already-exists", creating, { content: { ...content, description: "x" } }, { now: 200 });
  });
  it("knows its content by the order itself where no digest is stored", () => {
    assert.equal(plan(creating, { content }).kind, "wait");
  });
});

describe("planCreation, an order with links", () => {
  it("returns the open, unexpired one as it is, also for the same content", () => {
    const step = { kind: "return-link", checkoutId: FIRST };
    assert.deepEqual(plan(linked()), step);
    assert.deepEqual(plan(linked(), { content, customerUid: null }), step);
    assert.deepEqual(plan(linked({}, { livemode: false }), {}, { now: 86_399 }), step);
  });
  for (const status of ["PAID", "EXPIRED", "PENDING"] as const) {
    it(`refuses a further link of a ${status} order whose personal data was erased, with any content`, () => {
      for (const given of [null, content]) {
        const { message } = refused("failed-precondition", linked({ status }, { redactedAt: at(2) }), {
          content: given,
        });
        assert.match(message, /erased.*another orderId/);
      }
    });
  }
  it("refuses other content while a link is open", () => {
    refused("already-exists", linked(), { content: { ...content, description: "x" } });
  });
  it("takes an expired one back and asks what became of it, at its very moment", () => {
    const step = { kind: "confirm-ended", checkoutId: FIRST, cancel: true };
    assert.deepEqual(plan(linked(), {}, { now: 86_400 }), step);
  });
  for (const status of ["FAILED", "CANCELLED", "EXPIRED"] as const) {
    it(`asks the vendor whether a ${status} one has really ended, then makes the next`, () => {
      assert.deepEqual(plan(linked({ status })), { kind: "confirm-ended", checkoutId: FIRST, cancel: false });
      const { creation, after } = reservation(linked({ status }), {}, { confirmed: [FIRST] });
      assert.deepEqual(
        [creation.attempt, creation.requestId, after.status],
        [2, "test-ORD-1-r2", "CREATING"],
      );
    });
  }
  it("asks for every earlier link that is still open, the oldest first", () => {
    const attempts = { [SECOND]: anAttempt({ attempt: 2, status: "FAILED" }), [FIRST]: anAttempt() };
    const order = anOrder({ status: "FAILED", attempts, currentCheckoutId: SECOND });
    assert.deepEqual(plan(order), { kind: "confirm-ended", checkoutId: FIRST, cancel: true });
    const ended = { ...order, attempts: { ...attempts, [FIRST]: anAttempt({ status: "CANCELLED" }) } };
    assert.deepEqual(plan(ended, {}, { confirmed: [FIRST] }), {
      kind: "confirm-ended",
      checkoutId: SECOND,
      cancel: false,
    });
    assert.equal(reservation(ended, {}, { confirmed: [FIRST, SECOND] }).creation.attempt, 3);
  });
  it("refuses a further link while the vendor keeps an earlier one open", () => {
    refused("failed-precondition", linked(), {}, { now: 90_000, confirmed: [FIRST] });
  });
  for (const status of PROVIDER_STATUSES.filter(
    (one) => !["PENDING", "FAILED", "CANCELLED", "EXPIRED"].includes(one),
  )) {
    it(`refuses a further link of an order that is ${status}`, () => {
      refused("failed-precondition", linked({ status }));
      refused("failed-precondition", linked({ status }), { content: { ...content, description: "x" } });
    });
  }
  it("refuses a further link beside an earlier one that was paid", () => {
    const attempts = { [FIRST]: anAttempt({ status: "PAID" }), [SECOND]: anAttempt({ attempt: 2 }) };
    refused("failed-precondition", anOrder({ status: "PAID", attempts, currentCheckoutId: SECOND }));
  });
  it("takes other content once every link has ended, but no other amount or currency", () => {
    const ended = linked({ status: "EXPIRED" });
    const other = { ...content, description: "Two better tickets" };
    assert.equal(
      reservation(ended, { content: other }, { confirmed: [FIRST] }).after.description,
      other.description,
    );
    const usd = { ...content, amount: { ...content.amount, currency: "USD" } };
    const less = { ...content, amount: { ...content.amount, minor: 999 } };
    for (const one of [usd, less]) refused("already-exists", ended, { content: one }, { confirmed: [FIRST] });
  });
});

describe("pickContent", () => {
  it("names every absent part, so that a changed draft loses it", () => {
    const patch = pickContent({ ...content, customerUid: undefined });
    for (const part of ["items", "totals", "customer", "billingAddress", "deliveryAddress"])
      assert.ok(part in patch);
    assert.equal(patch.customerUid, null);
  });
});
