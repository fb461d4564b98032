import assert from "node:assert/strict";
import { content } from "../../../test/fixtures/orders.js";
import { aLinkDesk, command } from "../../../test/support/link-desk.js";
import { sweepDependencies } from "../../../test/support/sweep-dependencies.js";
import type { CheckoutId } from "../../checkouts/checkout-id.js";
import { notifyCheckout } from "../../notifications/notify-checkout.js";
import { sweep } from "../../notifications/sweep.js";
import { PointCheckoutError } from "../../pointcheckout/errors.js";
import { DAY_MS } from "../../shared/instant.js";
import { cancelLink } from "../operations/cancel-link.js";
import { extendLink } from "../operations/extend-link.js";
import { importCheckout } from "../operations/import-checkout.js";
import { createLink } from "./create-link.js";

const MINUTE_MS = 60_000;
const by = { uid: "sam" };

/** A vendor whose answers to creations are lost while `loses`, and who shows nothing in a search while `hides`. */
function arrange(habits: Parameters<typeof aLinkDesk>[0] = {}) {
  const now = { loses: false, hides: false };
  const minutesOf = new Map<CheckoutId, number>();
  const desk = aLinkDesk(habits, (books) => ({
    createLink: async (request) => {
      const link = await books.createLink(request);
      minutesOf.set(link.id, request.expiresIn ?? 0);
      if (now.loses) throw new PointCheckoutError({ kind: "timeout", operation: "POST checkout/link" });
      return link;
    },
    searchCheckouts: async (filter) => {
      const page = await books.searchCheckouts(filter);
      return now.hides ? { ...page, content: [] } : page;
    },
  }));
  const { deps, database, create } = desk;
  const { orders, pointcheckout } = deps;
  const sweepFor = async (rounds: number, everyMs = MINUTE_MS) => {
    for (let round = 0; round < rounds; round += 1)
      await sweep(sweepDependencies({ orders, pointcheckout }), database.pass(everyMs));
  };
  /** A link that has ended, and a further one whose answer is lost and which no search shows. */
  const loseSecond = async (make: () => Promise<unknown>) => {
    const first = await create();
    desk.vendor.change(first.checkoutId, "EXPIRED");
    database.pass(2 * DAY_MS);
    Object.assign(now, { loses: true, hides: true });
    await assert.rejects(make(), { code: "unavailable" });
    now.loses = false;
  };
  return { ...desk, now, minutesOf, sweepFor, loseSecond };
}

describe("a request whose answer was lost", () => {
  it("keeps the validity that the vendor was asked for, whoever finds its link", async () => {
    const { deps, create, now, minutesOf, sweepFor, loseSecond, vendor } = arrange();
    await loseSecond(() => extendLink(deps, { orderId: "ORD-1", expiresIn: 15 }, by));
    await sweepFor(2);
    now.hides = false;
    const found = await create({ content: null });
    assert.equal(minutesOf.get(found.checkoutId), 15);
    const madeAt = vendor.ledger.find(({ id }) => id === found.checkoutId)?.createdAt.seconds ?? 0;
    assert.equal(Math.round((Date.parse(found.expiresAt) / 1000 - madeAt) / 60), 15);
    const longer = await extendLink(deps, { orderId: "ORD-1", expiresIn: 1_440 }, by);
    assert.equal(minutesOf.get(longer.checkoutId), 1_440);
  });

  it("is not forgotten for an early notification of its link, which was paid", async () => {
    const { orders, checkouts, create, now, sweepFor, order, vendor } = arrange({
      acceptsDuplicates: true,
      searchLagMs: 30_000,
    });
    now.loses = true;
    await assert.rejects(create(), { code: "unavailable" });
    now.loses = false;
    await create();
    const [double] = vendor.ledger;
    assert.ok(double);
    vendor.change(double.id, "PAID");
    const named = { checkoutId: double.id, orderId: "ORD-1" };
    assert.equal(await notifyCheckout({ orders, checkouts }, named, { by: "webhook" }), "too_early");
    await sweepFor(30, 10_000);
    assert.equal((await order()).attempts[double.id]?.status, "PAID");
  });

  it("keeps a cancellation from counting as done while it is searched for", async () => {
    const { deps, create, now, sweepFor, loseSecond, order } = arrange();
    await loseSecond(() => create({ content: null }));
    await sweepFor(1);
    await assert.rejects(cancelLink(deps, { orderId: "ORD-1" }, by), {
      code: "aborted",
      message: /searched for/,
    });
    now.hides = false;
    await sweepFor(5);
    assert.equal((await order()).status, "PENDING");
    assert.equal((await cancelLink(deps, { orderId: "ORD-1" }, by)).status, "CANCELLED");
  });
});

describe("a request whose id is another order's", () => {
  /** The account's other deployment has an order of the same number. */
  async function arrangeConflict() {
    const desk = arrange();
    const { deps, vendor } = desk;
    const amount = { ...content.amount, minor: 700 };
    await vendor.createLink({ requestId: "ORD-1-r1", orderId: "ORD-1", description: "x", amount });
    const refuse = async () => {
      throw new PointCheckoutError({ kind: "timeout", operation: "POST checkout/link" });
    };
    const failing = { ...deps, pointcheckout: { ...deps.pointcheckout, createLink: refuse } };
    await assert.rejects(createLink(failing, command), { message: /Set POINTCHECKOUT_REQUEST_ID_PREFIX/ });
    return desk;
  }

  for (const minor of [content.amount.minor, 2_000]) {
    it(`is given up when the deployment gets another prefix, also for ${minor} fils`, async () => {
      const { deps, order } = await arrangeConflict();
      assert.equal((await order()).problem, "request_conflict");
      const repaired = { ...deps, settings: { ...deps.settings, requestIdPrefix: "shop-" } };
      const amount = { ...content.amount, minor };
      const link = await createLink(repaired, { ...command, content: { ...content, amount } });
      assert.match(link.requestId, /^shop-ORD-1-r/);
      assert.deepEqual([(await order()).status, (await order()).problem], ["PENDING", null]);
    });
  }

  it("is not reported again by a notification after an administrator has kept the order", async () => {
    const { orders, checkouts, database, sweepFor, order, vendor } = await arrangeConflict();
    await sweepFor(3);
    database.put({ ...(await order()), unresolved: [] });
    const [foreign] = vendor.ledger;
    assert.ok(foreign);
    await notifyCheckout(
      { orders, checkouts },
      { checkoutId: foreign.id, orderId: "ORD-1" },
      { by: "webhook" },
    );
    await sweepFor(3);
    assert.equal((await order()).problem, null);
  });
});

describe("an imported link", () => {
  it("is replaced when it is extended: how long it is valid is not known", async () => {
    const { deps, checkouts, vendor, database, minutesOf } = arrange();
    const { amount } = content;
    const portal = { requestId: "portal-1", orderId: "ORD-1", description: "x", amount, expiresIn: 60 };
    const { id } = await vendor.createLink(portal);
    database.pass(MINUTE_MS);
    await importCheckout({ ...deps, checkouts, settings: deps.settings }, { checkoutId: id }, by);
    const link = await extendLink(deps, { orderId: "ORD-1", expiresIn: 10_080 }, by);
    assert.notEqual(link.checkoutId, id);
    assert.equal(minutesOf.get(link.checkoutId), 10_080);
  });
});
