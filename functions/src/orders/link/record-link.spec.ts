import assert from "node:assert/strict";
import { pluck } from "../../../../test/pluck.js";
import {
  aLeased,
  anAttempt,
  anOrder,
  anUnknownRemote,
  aRemote,
  aRequest,
  at,
  checkoutId,
  concluded,
  deepFreeze,
  FIRST,
  SECOND,
  secondsOf,
  THIRD,
  typesOf,
} from "../../../test/fixtures/orders.js";
import type { ProviderStatus, RemoteCheckout } from "../../pointcheckout/responses.js";
import { type Order, presentAttempt } from "../model/order.js";
import { type LinkRequest, leasedRequest } from "../model/request.js";
import { type Requested, recordLinks } from "./record-link.js";

const requested = aLeased(100, { expiresIn: 60 });
const creating = (fields: Partial<Order> = {}): Order =>
  anOrder({ attempts: {}, requests: [requested], ...fields });
/** Where the vendor announces the first link. */
const { firebaseDatabase, firebaseCollection, firebaseDocument } = aRemote();
const place = { firebaseDatabase, firebaseCollection, firebaseDocument };
const presentId = (order: Order) => presentAttempt(order)?.[0];

function record(
  remotes: RemoteCheckout[],
  {
    order = creating(),
    adopted = true,
    allowed = true,
    asked = requested as Requested,
    pendingRequest = null as LinkRequest | null,
  } = {},
) {
  const settings = { isAllowedLink: () => allowed, livemode: true };
  const found = deepFreeze({ remotes, observedAt: at(10), adopted, pendingRequest });
  const recorded = recordLinks(deepFreeze(order), asked, found, settings);
  return { newCheckouts: [], ...recorded, ...concluded(order, recorded) };
}

describe("recordLinks, after a search that spoke of another amount", () => {
  const conflicting = creating({ unresolved: ["request_conflict"], problem: "request_conflict" });

  it("ends the conflict of a request id that turns out to be the order's", () => {
    const { order, events } = record([aRemote()], { order: conflicting });
    assert.deepEqual([order.unresolved, order.problem], [[], null]);
    assert.deepEqual(typesOf(events), ["order.link_created", "order.problem_resolved"]);
  });

  it("leaves a conflict that may be another pending request's", () => {
    const lost = aRequest({ requestId: "old-ORD-1-r1" });
    const { order } = record([aRemote()], { order: { ...conflicting, requests: [lost] } });
    assert.deepEqual([order.unresolved, order.problem], [["request_conflict"], "request_conflict"]);
  });

  it("leaves every other problem that only an administrator ends", () => {
    const order = creating({ unresolved: ["foreign_checkout", "request_conflict"] });
    assert.deepEqual(record([aRemote()], { order }).order.unresolved, ["foreign_checkout"]);
    const refused = record([aRemote()], { order: conflicting, allowed: false });
    assert.deepEqual(refused.order.unresolved, ["link_host_refused"]);
  });
});

describe("recordLinks, the link that was asked for", () => {
  it("becomes the order's present link, open and soon to be looked at", () => {
    const { order, events, newCheckouts } = record([aRemote()], { adopted: false });
    assert.deepEqual([order.status, presentId(order), order.requests], ["PENDING", FIRST, []]);
    assert.deepEqual([order.livemode, order.problem, order.paidAt], [true, null, null]);
    const { nextCheckAt, ...attempt } = order.attempts[FIRST] ?? anAttempt();
    const { nextCheckAt: _, ...expected } = anAttempt({
      announcement: place,
      createdAt: at(10),
      observedAt: at(10),
      expiresAt: at(3610),
    });
    assert.deepEqual(attempt, expected);
    assert.deepEqual([secondsOf(nextCheckAt), secondsOf(order.nextCheckAt)], [70, 70]);
    const expectedCheckout = { checkoutId: FIRST, orderId: "ORD-1", requestId: "ORD-1-r1", ...place };
    assert.deepEqual(newCheckouts, [expectedCheckout]);
    assert.deepEqual(
      events.map(({ type, from, to, detail }) => [type, from, to, detail]),
      [["order.link_created", "CREATING", "PENDING", "ORD-1-r1"]],
    );
  });

  it("expires as long after the vendor made it as was asked for, when it is found later", () => {
    const remote = aRemote({ timestamp: "2026-09-21T14:10:00.000Z" });
    const { order } = record([remote]);
    assert.equal(secondsOf(order.attempts[FIRST]?.expiresAt ?? null), -200 + 3600);
  });

  for (const timestamp of [null, "soon", ""]) {
    it(`expires as long after it was found when the vendor's time is ${JSON.stringify(timestamp)}`, () => {
      const { order } = record([aRemote({ timestamp })]);
      assert.equal(secondsOf(order.attempts[FIRST]?.expiresAt ?? null), 3610);
    });
  }

  for (const [status, types] of [
    ["PAID", ["order.link_created", "order.paid"]],
    ["AUTHORIZED", ["order.link_created", "order.authorized"]],
    ["EXPIRED", ["order.link_created", "order.expired"]],
    ["REFUNDED", ["order.link_created", "order.refunded"]],
  ] as const) {
    it(`is reported as ${types.join(", ")} when it is already ${status}`, () => {
      const { order, events } = record([aRemote({ status })]);
      assert.deepEqual([order.status, typesOf(events)], [status, types]);
      assert.equal(order.paidAt !== null, status === "PAID");
    });
  }

  it("may answer with an unknown status, which is reported", () => {
    const { order, events } = record([anUnknownRemote()]);
    assert.equal(order.status, "PENDING");
    assert.deepEqual(typesOf(events), ["order.link_created", "order.unknown_status"]);
  });
});

describe("recordLinks, a link that cannot be trusted", () => {
  for (const fields of [
    { orderId: "ORD-2" },
    { amount: "1.00" },
    { currency: "USD" },
    { requestId: "ORD-1-r9" },
  ]) {
    it(`withholds the page of one with another ${Object.keys(fields)[0]}, and says so`, () => {
      const { order, events } = record([aRemote({ ...fields, status: "PAID" })], { adopted: false });
      assert.deepEqual([order.attempts[FIRST]?.url, order.status, order.paidAt], [null, "PENDING", null]);
      assert.equal(order.problem, "identity_mismatch");
      assert.deepEqual(typesOf(events), ["order.link_created", "order.problem"]);
    });
  }

  it("withholds a page on a host that is not allowed, and says so", () => {
    const { order, events } = record([aRemote()], { allowed: false });
    assert.deepEqual([order.attempts[FIRST]?.url, order.problem], [null, "link_host_refused"]);
    assert.deepEqual(typesOf(events), ["order.link_created", "order.problem"]);
  });

  it("has no page to show when the vendor names none", () => {
    const { order } = record([aRemote({ redirectUrl: null })]);
    assert.deepEqual([order.attempts[FIRST]?.url, order.problem], [null, "link_host_refused"]);
  });
});

describe("recordLinks, several links under one request id", () => {
  const second = (status: ProviderStatus = "PENDING") => aRemote({ id: SECOND, status });
  const third = (status: ProviderStatus = "PENDING") => aRemote({ id: THIRD, status });
  const ofSecondRequest = aRemote({ id: SECOND, requestId: "ORD-1-r2" });
  const kept = ({ attempts }: Order) =>
    Object.entries(attempts).flatMap(([id, { surplus }]) => (surplus ? [] : [id]));

  const [older, newer] = [aRemote({ id: checkoutId("999") }), aRemote({ id: checkoutId("1000") })];
  const unknown = anUnknownRemote("X", { id: SECOND });
  const ended = aRemote({ status: "FAILED" });
  const preferences: [string, RemoteCheckout[], string][] = [
    ["the oldest", [third(), aRemote(), second()], FIRST],
    ["a paid one", [aRemote(), third("PAID")], THIRD],
    ["the oldest of two paid ones", [third("PAID"), second("PAID"), aRemote()], SECOND],
    ["a refunded one", [aRemote({ status: "AUTHORIZED" }), second("REFUNDED")], SECOND],
    ["an authorized one", [aRemote(), second("AUTHORIZED")], SECOND],
    ["one that is being confirmed", [aRemote(), second("PENDING_CONFIRMATION")], SECOND],
    ["an open one rather than one that has ended", [aRemote({ status: "EXPIRED" }), second()], SECOND],
    ["one of an unknown status rather than one that has ended", [ended, unknown], SECOND],
    ["the one with fewer digits, which is older", [newer, older], "999"],
  ];
  for (const [name, remotes, expected] of preferences) {
    it(`keeps ${name}, in whatever order they are found`, () => {
      for (const found of [remotes, remotes.toReversed()]) {
        const { order, newCheckouts } = record(found);
        assert.deepEqual([presentId(order), kept(order)], [expected, [expected]]);
        assert.equal(newCheckouts.length, remotes.length);
      }
    });
  }

  it("has every open surplus one due at once, to be cancelled", () => {
    const { order } = record([aRemote(), second(), third("EXPIRED")]);
    assert.equal(secondsOf(order.attempts[SECOND]?.nextCheckAt ?? null), 10);
    assert.equal(order.attempts[THIRD]?.nextCheckAt, null);
    assert.equal(secondsOf(order.nextCheckAt), 10);
    assert.equal(order.status, "PENDING");
  });

  it("reports two payments", () => {
    const { order, events } = record([aRemote({ status: "PAID" }), second("PAID")]);
    assert.equal(order.problem, "paid_twice");
    assert.deepEqual(typesOf(events), [
      "order.link_created",
      "order.paid",
      "order.link_created",
      "order.paid_twice",
      "order.problem",
    ]);
  });

  it("records each link once, and one that comes later as surplus", () => {
    const first = record([aRemote()]).order;
    const { order, events, newCheckouts } = record([aRemote(), second()], { order: first });
    assert.deepEqual([presentId(order), kept(order)], [FIRST, [FIRST]]);
    assert.deepEqual(pluck(newCheckouts, "checkoutId"), [SECOND]);
    assert.deepEqual(typesOf(events), ["order.link_created"]);
  });

  it("has the vendor searched once more for a double, also when the link that was found is paid", () => {
    const pendingRequest = aRequest({ searchAt: at(130) });
    const { order } = record([aRemote({ status: "PAID" })], { pendingRequest });
    assert.deepEqual([order.status, order.requests, order.nextCheckAt], ["PAID", [pendingRequest], at(130)]);
  });

  it("gives up the lease when nothing new was found", () => {
    const before = record([aRemote()]).order;
    const { order, events } = record([aRemote()], { order: { ...before, requests: [requested] } });
    assert.deepEqual([leasedRequest(order), order.status, events], [null, "PENDING", []]);
  });

  it("makes a further attempt the present link, beside the earlier one", () => {
    const before = anOrder({
      status: "CREATING",
      attempts: { [FIRST]: anAttempt({ status: "EXPIRED", nextCheckAt: null }) },
    });
    const asked = { ...requested, attempt: 2, requestId: "ORD-1-r2" };
    const { order } = record([ofSecondRequest], { order: before, asked });
    assert.deepEqual(
      [presentId(order), order.status, Object.keys(order.attempts).length],
      [SECOND, "PENDING", 2],
    );
  });

  it("has a new link due at once when an earlier one was paid meanwhile", () => {
    const before = anOrder({
      status: "PAID",
      paidAt: at(5),
      attempts: { [FIRST]: anAttempt({ status: "PAID", nextCheckAt: null }) },
    });
    const asked = { ...requested, attempt: 2, requestId: "ORD-1-r2" };
    const { order } = record([ofSecondRequest], { order: before, asked });
    assert.deepEqual([order.status, secondsOf(order.nextCheckAt)], ["PAID", 10]);
  });
});
