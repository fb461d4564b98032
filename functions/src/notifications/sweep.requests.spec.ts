import assert from "node:assert/strict";
import { pluck } from "../../../test/pluck.js";
import {
  aLeased,
  anAttempt,
  anOrder,
  aRequest,
  at,
  checkoutId,
  FIRST,
  SECOND,
} from "../../test/fixtures/orders.js";
import { memoryStores } from "../../test/memory/memory-stores.js";
import { MemoryVendor } from "../../test/memory/memory-vendor.js";
import { sweepDependencies } from "../../test/support/sweep-dependencies.js";
import type { CheckoutId } from "../checkouts/checkout-id.js";
import type { Order } from "../orders/model/order.js";
import { leasedRequest } from "../orders/model/request.js";
import { PointCheckoutError } from "../pointcheckout/errors.js";
import { notifyCheckout } from "./notify-checkout.js";
import { sweep } from "./sweep.js";

const { amount } = aRequest();
const entries = [1, 2].map((attempt) => aRequest({ attempt, searchAt: at(10) }));

/** An order with two links, both of whose answers were lost at first; the vendor doubles. */
function arrange(fields: Partial<Order> = {}) {
  const { database, orders, checkouts } = memoryStores(0);
  const vendor = new MemoryVendor(database, { acceptsDuplicates: true, searchLagMs: 0 });
  const attempts = {
    [FIRST]: anAttempt({ status: "FAILED", nextCheckAt: null }),
    [SECOND]: anAttempt({ attempt: 2, nextCheckAt: null }),
  };
  database.put(anOrder({ attempts, requests: entries, ...fields }), database.tick());
  const make = (requestId: string, asked = amount) =>
    vendor.createLink({ requestId, orderId: "ORD-1", amount: asked, description: "Two tickets" });
  const run = async (seconds: number, search = vendor.searchCheckouts.bind(vendor)) => {
    database.pass(seconds * 1000);
    const pointcheckout = { searchCheckouts: search, cancelCheckout: vendor.cancelCheckout.bind(vendor) };
    const report = await sweep(sweepDependencies({ orders, pointcheckout }), database.now);
    return { report, order: (await orders.read("ORD-1")).order ?? assert.fail("the order is gone") };
  };
  const notify = (checkoutId: CheckoutId) =>
    notifyCheckout({ orders, checkouts }, { checkoutId, orderId: "ORD-1" }, { by: "webhook" });
  return { database, vendor, make, run, notify };
}

describe("sweep, several pending requests", () => {
  it("searches for each that is due, and takes back what it finds", async () => {
    const { vendor, make, run } = arrange();
    for (const requestId of ["ORD-1-r1", "ORD-1-r2", "ORD-1-r1", "ORD-1-r2"]) await make(requestId);
    const { order, report } = await run(20);
    assert.deepEqual([order.requests, report.adopted, report.cancelled], [[], 2, 2]);
    assert.deepEqual(Object.keys(order.attempts).toSorted(), vendor.ledger.map(({ id }) => id).toSorted());
    const surplus = vendor.ledger.filter(({ id }) => id !== FIRST && id !== SECOND);
    assert.deepEqual(pluck(surplus, "status"), ["CANCELLED", "CANCELLED"]);
  });

  it("takes back an earlier link that turns up after the later one was cancelled", async () => {
    const attempts = { [SECOND]: anAttempt({ attempt: 2, status: "CANCELLED", nextCheckAt: null }) };
    const { vendor, make, run } = arrange({ attempts, requests: entries.slice(0, 1) });
    await make("ORD-1-r1");
    const { order, report } = await run(20);
    assert.deepEqual([report.adopted, report.cancelled, order.status], [1, 1, "CANCELLED"]);
    assert.deepEqual(vendor.payable(), []);
  });

  it("leaves those that are not due yet", async () => {
    const [first, second] = entries;
    assert.ok(first && second);
    const requests = [first, { ...second, searchAt: at(1000) }];
    const { order } = await arrange({ requests }).run(20);
    assert.deepEqual(order.requests, [{ ...second, searchAt: at(1000) }]);
  });

  it("forgets none while the vendor cannot be searched", async () => {
    const down = () =>
      Promise.reject(new PointCheckoutError({ kind: "unavailable", operation: "GET checkout", status: 503 }));
    const { order } = await arrange().run(20, down);
    const [first, second] = entries;
    assert.deepEqual(order.requests, [second, { ...first, searchAt: order.requests[1]?.searchAt }]);
  });

  it("searches for none while somebody makes a link", async () => {
    const leased = aLeased(1000, { attempt: 3 });
    const { order } = await arrange({ requests: [...entries, leased] }).run(20);
    assert.deepEqual(order.requests, [...entries, leased]);
  });

  it("settles a creation and forgets no earlier request while the vendor has none of them", async () => {
    const leased = aLeased(10, { attempt: 3 });
    const lost = [...entries].slice(0, 1).map((one) => ({ ...one, searchAt: at(1000) }));
    const { order } = await arrange({ requests: [...lost, leased] }).run(20);
    assert.equal(leasedRequest(order), null);
    assert.deepEqual(pluck(order.requests, "requestId"), ["ORD-1-r1", "ORD-1-r3"]);
  });

  it("ends after a search for each, whatever notifications of other checkouts say", async () => {
    const { run, notify } = arrange({ attempts: {}, requests: entries.slice(0, 1) });
    const answers: string[] = [];
    for (let hour = 0; hour < 3; hour += 1) {
      answers.push(await notify(checkoutId("77")));
      const { order } = await run(3600);
      assert.equal(order.nextCheckAt, null);
    }
    assert.deepEqual(answers, ["too_early", "not_ours", "not_ours"]);
  });

  it("reports once that a request id is another payment's", async () => {
    const { database, make, run, notify } = arrange({ attempts: {}, requests: [aRequest()] });
    const { id } = await make("ORD-1-r1", { ...amount, minor: 777 });
    for (let delivery = 0; delivery < 3; delivery += 1) {
      await notify(id);
      assert.equal((await run(3600)).order.problem, "request_conflict");
    }
    const types = pluck(database.events.get("ORD-1") ?? [], "type");
    assert.deepEqual(types, ["order.link_refused", "order.problem"]);
  });
});
