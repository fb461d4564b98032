import assert from "node:assert/strict";
import { pluck } from "../../../../test/pluck.js";
import { anOrder, anOrderAt, aRequest, content, FIRST } from "../../../test/fixtures/orders.js";
import { aLinkDesk, command } from "../../../test/support/link-desk.js";
import { PointCheckoutError, type PointCheckoutErrorDetails } from "../../pointcheckout/errors.js";
import { DAY_MS } from "../../shared/instant.js";
import { createLink } from "./create-link.js";
import { toCreateLinkRequest } from "./create-link-request.js";

const failing = (details: Omit<PointCheckoutErrorDetails, "operation">) =>
  new PointCheckoutError({ operation: "POST checkout/link", ...details });
const lost = failing({ kind: "timeout" });
const busy = failing({ kind: "unavailable", status: 429, retryAfterMs: 7_000 });
const refused = failing({ kind: "rejected", status: 400, vendorMessage: "Invalid totals" });

/** A vendor that fails so at first, before it makes a link or after it. */
function arrange(failures: PointCheckoutError[], { searchLagMs = 0, makesLink = false } = {}) {
  const posts: string[] = [];
  const desk = aLinkDesk({ searchLagMs }, (vendor) => ({
    createLink: async (request) => {
      posts.push(request.requestId);
      const failure = failures.shift();
      if (!failure) return vendor.createLink(request);
      if (makesLink) await vendor.createLink(request);
      throw failure;
    },
  }));
  return { ...desk, posts };
}

describe("createLink, by the vendor's answers", () => {
  it("asks again under the same request id when an answer is lost and there is no link", async () => {
    const { create, posts, vendor } = arrange([lost]);
    const link = await create();
    assert.deepEqual(posts, ["ORD-1-r1", "ORD-1-r1"]);
    assert.deepEqual(pluck(vendor.ledger, "id"), [link.checkoutId]);
  });

  it("searches when a repeated request is refused, until the vendor's search has caught up", async () => {
    const { create, posts, vendor } = arrange([lost], { searchLagMs: 1_500, makesLink: true });
    const link = await create();
    assert.equal(posts.length, 2);
    assert.deepEqual(pluck(vendor.ledger, "id"), [link.checkoutId]);
  });

  const refusedAgain = /refused the repeated request \(Invalid totals\)/;
  for (const [what, failures, code, message, status] of [
    ["a refusal", [refused], "invalid-argument", /^PointCheckout refused the link: Invalid totals$/, "DRAFT"],
    ["a refusal after a lost answer", [lost, refused], "unavailable", refusedAgain, "CREATING"],
    ["too many requests", [busy], "unavailable", /429.* made no link\. Call again in 7 seconds/, "DRAFT"],
    ["two lost answers", [lost, lost], "unavailable", /will not be doubled/, "CREATING"],
    ["a refused key", [failing({ kind: "unauthorized" })], "failed-precondition", /operator/, "DRAFT"],
  ] as const) {
    it(`is refused as ${code} after ${what}, leaves the order ${status}, and is made by the next call`, async () => {
      const { create, order, vendor } = arrange([...failures]);
      await assert.rejects(create(), { code, message });
      const { status: left, requests, attempts } = await order();
      assert.deepEqual([left, requests.length, attempts], [status, status === "DRAFT" ? 0 : 1, {}]);
      assert.equal((await create()).requestId, "ORD-1-r1");
      assert.equal(vendor.ledger.length, 1);
    });
  }

  const usedBefore = (orderId: string) =>
    toCreateLinkRequest(orderId, content, { ...aRequest(), requestId: "ORD-1-r1" });

  it("adopts no link of a request id that it never sent, and says that the id is taken until it has another", async () => {
    for (const orderId of ["ORD-1", "ORD-9"]) {
      const { create, deps, order, posts, vendor } = arrange([]);
      await vendor.createLink(usedBefore(orderId));
      await assert.rejects(create(), {
        code: "failed-precondition",
        message: /under ORD-1-r1.*REQUEST_ID_PREFIX/,
      });
      const { status, problem, attempts } = await order();
      assert.deepEqual([status, problem, attempts, posts], ["DRAFT", "request_conflict", {}, ["ORD-1-r1"]]);
      const renamed = { ...deps, settings: { ...deps.settings, requestIdPrefix: "new-" } };
      assert.equal((await createLink(renamed, command)).requestId, "new-ORD-1-r1");
      assert.equal((await order()).problem, null);
    }
  });

  it("passes a refusal on when it cannot look whether the request id was used before", async () => {
    const fail = (error: PointCheckoutError) => async () => {
      throw error;
    };
    const { create } = aLinkDesk({}, () => ({ createLink: fail(refused), searchCheckouts: fail(lost) }));
    await assert.rejects(create(), { code: "invalid-argument", message: /Invalid totals/ });
  });

  it("adopts the link of a lost request that turns up when it is sent again", async () => {
    const { create, database, deps, vendor } = arrange([]);
    database.put(anOrder({ attempts: {}, requests: [aRequest()] }));
    const { searchCheckouts } = deps.pointcheckout;
    let isFirst = true;
    deps.pointcheckout.searchCheckouts = async (filter) => {
      const page = await searchCheckouts(filter);
      if (isFirst) await vendor.createLink(usedBefore("ORD-1"));
      isFirst = false;
      return page;
    };
    assert.equal((await create()).requestId, "ORD-1-r1");
    assert.equal(vendor.ledger.length, 1);
  });

  it("believes a refusal once a lost request has been searched for in vain", async () => {
    const { create, database } = arrange([refused]);
    database.put(anOrder({ attempts: {}, requests: [aRequest()] }));
    await assert.rejects(create(), { code: "invalid-argument" });
  });
});

describe("createLink, by the vendor's answers about an ended link", () => {
  it("makes no further one when it was paid after all", async () => {
    const { create, database, order, vendor } = arrange([]);
    await create();
    database.put(anOrderAt("CANCELLED"));
    vendor.change(FIRST, "PAID");
    await assert.rejects(create(), { code: "failed-precondition" });
    assert.deepEqual([(await order()).status, vendor.ledger.length], ["PAID", 1]);
  });

  it("says so when the vendor does not know it", async () => {
    const { create, database } = arrange([]);
    database.put(anOrderAt("FAILED"));
    await assert.rejects(create(), { code: "failed-precondition", message: /does not know/ });
  });

  it("makes none while an expired one may be open, and goes on when it was cancelled, though no answer came", async () => {
    let takesEffect = false;
    const { create, database, vendor } = aLinkDesk({}, (books) => ({
      cancelCheckout: async (id) => {
        if (takesEffect) await books.cancelCheckout(id);
        throw lost;
      },
    }));
    await create();
    database.pass(2 * DAY_MS);
    await assert.rejects(create(), { code: "unavailable" });
    assert.deepEqual(pluck(vendor.ledger, "status"), ["PENDING"]);
    takesEffect = true;
    assert.equal((await create()).requestId, "ORD-1-r2");
    assert.deepEqual(pluck(vendor.ledger, "status"), ["CANCELLED", "PENDING"]);
  });
});
