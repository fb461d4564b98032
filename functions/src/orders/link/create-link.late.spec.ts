import assert from "node:assert/strict";
import { pluck } from "../../../../test/pluck.js";
import { anOrder, aRequest, at, content, LINK_SETTINGS } from "../../../test/fixtures/orders.js";
import { aLinkDesk, command } from "../../../test/support/link-desk.js";
import { PointCheckoutError } from "../../pointcheckout/errors.js";
import { type CreateLinkDependencies, createLink } from "./create-link.js";

type Send = CreateLinkDependencies["pointcheckout"]["createLink"];

/** One order of which a first caller stands still in the middle of its request until its lease has long run out. */
function arrange({ acceptsDuplicates = false } = {}) {
  const { database, vendor, order, deps, create } = aLinkDesk({ acceptsDuplicates });
  /** Another caller is served in between; then the late one's request is sent by `send`. */
  const callLate = (send: Send) => {
    let isFirst = true;
    const late: Send = async (request) => {
      if (isFirst) {
        isFirst = false;
        database.pass(2 * LINK_SETTINGS.leaseMs);
        await create();
      }
      return send(request);
    };
    return createLink({ ...deps, pointcheckout: { ...deps.pointcheckout, createLink: late } }, command);
  };
  return { vendor, callLate, order };
}

describe("createLink, late for its own lease", () => {
  it("hands on the other caller's link when the vendor refuses its own request", async () => {
    const { vendor, callLate } = arrange();
    const link = await callLate((request) => vendor.createLink(request));
    assert.deepEqual(pluck(vendor.ledger, "id"), [link.checkoutId]);
    assert.equal(link.status, "PENDING");
  });

  it("hands on the other caller's link, and has the order searched for its own", async () => {
    const { vendor, callLate, order } = arrange({ acceptsDuplicates: true });
    const link = await callLate((request) => vendor.createLink(request));
    assert.equal(link.checkoutId, vendor.ledger[0]?.id);
    assert.equal(vendor.ledger.length, 2);
    const { seconds = 0 } = (await order()).requests[0]?.searchAt ?? {};
    assert.ok(seconds > at(120).seconds + 60, `searched at ${seconds}`);
  });

  it("has the order searched for a link whose creation had no answer", async () => {
    const { vendor, callLate, order } = arrange({ acceptsDuplicates: true });
    const timeout = new PointCheckoutError({ kind: "timeout", operation: "POST checkout/link" });
    const link = await callLate(() => Promise.reject(timeout));
    assert.equal(link.checkoutId, vendor.ledger[0]?.id);
    assert.deepEqual(pluck((await order()).requests, "requestId"), ["ORD-1-r1"]);
  });

  it("searches for a lost link for another amount, though somebody else wrote the order just before", async () => {
    const { database, vendor, deps, orders, create } = aLinkDesk();
    await vendor.createLink({
      requestId: "ORD-1-r1",
      orderId: "ORD-1",
      description: "Tea",
      amount: content.amount,
    });
    database.putWithCheckouts(anOrder({ attempts: {}, requests: [aRequest({ searchAt: at(1000) })] }));
    let commits = 0;
    deps.orders = Object.create(orders, {
      commit: {
        value: async (...write: Parameters<typeof orders.commit>) => {
          commits += 1;
          return commits === 1 ? null : orders.commit(...write);
        },
      },
    });
    await create({ content: { ...content, amount: { ...content.amount, minor: 2000 } } });
    assert.deepEqual(pluck(vendor.ledger, "status"), ["CANCELLED", "PENDING"]);
  });
});
