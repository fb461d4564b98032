import assert from "node:assert/strict";
import { pluck } from "../../../../test/pluck.js";
import {
  anAttempt,
  anOrder,
  aRequest,
  at,
  content,
  customer,
  FIRST,
  SECOND,
} from "../../../test/fixtures/orders.js";
import {
  costing,
  crashed,
  draft,
  linked,
  lost,
  plan,
  refused,
  reservation,
} from "../../../test/support/plan-link.js";
import { PROVIDER_STATUSES } from "../../pointcheckout/responses.js";
import { amountOf, type StoredContent, toStored } from "../model/stored-content.js";
import { newOrder } from "../store/order-document.js";

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
    const { after, request, mayExist } = reservation(null, { content });
    const lease = { id: "new", until: at(140) };
    assert.deepEqual(request, aRequest({ requestId: "test-ORD-1-r1", lease, searchAt: at(140) }));
    assert.equal(mayExist, "no");
    const expected = { ...newOrder("ORD-1", toStored(content)), createdAt: at(50), livemode: true };
    assert.deepEqual(after, { ...expected, requests: [request], status: "CREATING", nextCheckAt: at(140) });
  });
  it("takes a draft as it is stored", () => {
    const { after, request } = reservation(
      draft({ linkOptions: { sendSms: false, sendEmail: false, expiresIn: 15 } }),
    );
    assert.deepEqual(
      [after.status, request.expiresIn, after.content.description],
      ["CREATING", 15, "Two tickets"],
    );
  });
  it("replaces a draft by what staff give, and drops what they no longer give", () => {
    const before = draft({ items: [{ name: "x", quantity: 1, lineTotalMinor: 1000 }], customer });
    const { content: after } = reservation(before, { content: costing(2000) }).after;
    assert.deepEqual([amountOf(after)?.minor, after.items, after.customer], [2000, undefined, undefined]);
  });
  it("sends as the caller says for this link, and stores what the order says", () => {
    const { after, request } = reservation(draft({ customer }), { sendEmail: true });
    assert.deepEqual([request.sendEmail, after.content.linkOptions], [true, content.linkOptions]);
    const quiet = draft({ customer, linkOptions: { sendSms: false, sendEmail: true } });
    assert.equal(reservation(quiet, { sendEmail: false }).request.sendEmail, false);
  });
  it("searches first when an earlier request of the same id was never answered", () => {
    assert.equal(reservation(draft({ requests: [lost] })).mayExist, "likely");
    assert.equal(reservation(draft({ requests: [{ ...lost, searchAt: null }] })).mayExist, "unlikely");
  });
  it("keeps the id of a request that was never answered, also under another prefix", () => {
    const requestId = "old-prefix-ORD-1-r1";
    assert.equal(reservation(draft({ requests: [aRequest({ requestId })] })).request.requestId, requestId);
  });
  it("asks under a new id once the lost request has its link", () => {
    const ended = linked({ status: "FAILED" });
    const requests = [aRequest({ searchAt: at(60) })];
    const { request, mayExist } = reservation({ ...ended, requests }, {}, { confirmed: [FIRST] });
    assert.deepEqual([request.requestId, mayExist], ["test-ORD-1-r2", "no"]);
  });
  it("looks for the link of a lost request for another amount first, and asks under a new id then", () => {
    const order = draft({ requests: [lost] });
    for (const searchAt of [at(60), null]) {
      const searching = reservation(
        { ...order, requests: [{ ...lost, searchAt }] },
        { content: costing(2000) },
      );
      assert.deepEqual(
        [searching.request.requestId, searching.content, searching.mayExist],
        ["test-ORD-1-r1", null, "likely"],
      );
      assert.deepEqual(amountOf(searching.after.content), content.amount);
    }
    const next = reservation(order, { content: costing(2000) }, { searched: ["test-ORD-1-r1"] });
    assert.deepEqual([next.request.requestId, next.request.attempt], ["test-ORD-1-r2", 2]);
    assert.deepEqual([next.request.amount.minor, next.after.requests.length], [2000, 2]);
  });
  it("refuses to write to nobody as the caller's mistake, with its place", () => {
    const { details } = refused("invalid-argument", draft(), { sendSms: true, sendEmail: true });
    assert.deepEqual(pluck(details, "path"), ["sendSms", "sendEmail"]);
  });
  it("refuses a stored order that breaks a rule as the order's state", () => {
    const amount = { minor: 0, currency: "AED", exponent: 2 };
    const { details } = refused("failed-precondition", draft({ amount }), { sendSms: true });
    assert.deepEqual(pluck(details, "path"), ["amount", "sendSms"]);
    const linkOptions = { sendSms: true, sendEmail: false };
    assert.deepEqual(pluck(refused("failed-precondition", draft({ linkOptions })).details, "path"), [
      "sendSms",
    ]);
    refused("failed-precondition", draft({ amount: { ...amount, minor: 100_001 } }));
  });
});

describe("planCreation, a link that is being made", () => {
  const creating = draft({ requests: [crashed] });
  it("waits while another caller holds the lease", () => assert.deepEqual(plan(creating), { kind: "wait" }));
  it("resumes a crashed creation as it was begun, under a lease of its own", () => {
    const { after, request, mayExist } = reservation(creating, { sendEmail: true }, { now: 100 });
    assert.deepEqual(request, { ...crashed, lease: { id: "new", until: at(190) }, searchAt: at(190) });
    assert.deepEqual([mayExist, after.status, after.nextCheckAt], ["likely", "CREATING", at(190)]);
  });
  it("resumes with the same content and refuses other content", () => {
    assert.equal(plan(creating, { content }, { now: 200 }).kind, "reserve");
    refused("already-exists", creating, { content: { ...content, description: "x" } }, { now: 200 });
  });
  it("only searches for what the order no longer asks for, or no longer holds", () => {
    const resumed = (fields: Partial<StoredContent>) =>
      reservation(draft({ requests: [crashed], ...fields }), {}, { now: 100 });
    for (const fields of [{ amount: { ...content.amount, minor: 2000 } }, { amount: null }, { items: [{}] }])
      assert.deepEqual([resumed(fields).content, resumed(fields).mayExist], [null, "likely"]);
    assert.notEqual(resumed({ description: "Other words" }).content, null);
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
      const { request, after } = reservation(linked({ status }), {}, { confirmed: [FIRST] });
      assert.deepEqual([request.attempt, request.requestId, after.status], [2, "test-ORD-1-r2", "CREATING"]);
    });
  }
  it("asks for every earlier link that is still open, the oldest first", () => {
    const attempts = { [SECOND]: anAttempt({ attempt: 2, status: "FAILED" }), [FIRST]: anAttempt() };
    const order = anOrder({ status: "FAILED", attempts });
    assert.deepEqual(plan(order), { kind: "confirm-ended", checkoutId: FIRST, cancel: true });
    const ended = { ...order, attempts: { ...attempts, [FIRST]: anAttempt({ status: "CANCELLED" }) } };
    assert.deepEqual(plan(ended, {}, { confirmed: [FIRST] }), {
      kind: "confirm-ended",
      checkoutId: SECOND,
      cancel: false,
    });
    assert.equal(reservation(ended, {}, { confirmed: [FIRST, SECOND] }).request.attempt, 3);
  });
  it("refuses a further link while the vendor keeps an earlier one open", () => {
    refused("failed-precondition", linked(), {}, { now: 90_000, confirmed: [FIRST] });
  });
  it("refuses a further link while the vendor's last answer about an ended one may mean money", () => {
    for (const fields of [
      { providerStatus: "SETTLING" },
      { anomaly: { code: "amount_absent", seen: "PAID" } },
    ] as const) {
      refused("failed-precondition", linked({ status: "EXPIRED", ...fields }), {}, { confirmed: [FIRST] });
    }
  });
  for (const status of PROVIDER_STATUSES.filter(
    (one) => !["PENDING", "FAILED", "CANCELLED", "EXPIRED"].includes(one),
  )) {
    it(`refuses a further link of an order that is ${status}, and names it`, () => {
      assert.match(refused("failed-precondition", linked({ status })).message, new RegExp(`is ${status}:`));
      refused("failed-precondition", linked({ status }), { content: { ...content, description: "x" } });
    });
  }
  it("refuses a further link beside an earlier one that was paid", () => {
    const attempts = { [FIRST]: anAttempt({ status: "PAID" }), [SECOND]: anAttempt({ attempt: 2 }) };
    refused("failed-precondition", anOrder({ status: "PAID", attempts }));
  });
  it("takes other content once every link has ended, another amount and currency among it", () => {
    const ended = linked({ status: "EXPIRED" });
    const words = { ...content, description: "Two better tickets" };
    for (const given of [words, costing(999), costing(1000, "USD")]) {
      const { after, request } = reservation(ended, { content: given }, { confirmed: [FIRST] });
      assert.deepEqual(after.content, toStored(given));
      assert.deepEqual(request.amount, given.amount);
    }
  });
});
