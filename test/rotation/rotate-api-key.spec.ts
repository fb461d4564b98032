import assert from "node:assert/strict";
import { sweep } from "../../functions/src/notifications/sweep.js";
import { reconcile } from "../../functions/src/orders/reconcile/reconcile.js";
import { anAttempt, anOrder, checkoutId } from "../../functions/test/fixtures/orders.js";
import { memoryStores } from "../../functions/test/memory/memory-stores.js";
import { clientOf } from "../../functions/test/support/client-of.js";
import { silentLog } from "../../functions/test/support/silent-log.js";
import { sweepDependencies } from "../../functions/test/support/sweep-dependencies.js";
import { vendorAt } from "../../functions/test/support/vendor-at.js";
import { DEFAULTS, type Simulator, startSimulator } from "../../simulator/src/simulator.js";

const MINUTE_MS = 60_000;

describe("rotating the API key", () => {
  let simulator: Simulator;
  beforeEach(async () => {
    simulator = await startSimulator();
  });
  afterEach(() => simulator.close());

  const clientWith = (apiKey: string) =>
    clientOf({ url: `${simulator.url}/mer/v2.0/` }, { apiKey, apiSecret: DEFAULTS.apiSecret });

  /** An order whose link was paid at the vendor; its trigger and the sweep run with the deployment's key. */
  async function arrange() {
    const vendor = vendorAt(simulator.url);
    const link = await vendor.createInPortal({ orderId: "ORD-1", requestId: "ORD-1-r1" });
    const id = checkoutId(link.id);
    await vendor.act(id, "pay");
    const { database, orders } = memoryStores(0);
    database.putWithCheckouts(anOrder({ attempts: { [id]: anAttempt() } }));
    const deployed = { key: DEFAULTS.apiKey as string };
    const running: Promise<unknown>[] = [];
    database.onTouch = (touch) => {
      running.push(reconcile({ orders, pointcheckout: clientWith(deployed.key), log: silentLog }, touch));
    };
    const minute = async () => {
      database.pass(MINUTE_MS);
      await sweep(sweepDependencies({ orders, pointcheckout: clientWith(deployed.key) }), database.now);
      await Promise.all(running.splice(0));
    };
    const stored = async () => (await orders.read("ORD-1")).order ?? assert.fail("the order is gone");
    return { deployed, minute, stored };
  }

  it("with a key that was revoked too early, an order keeps its status and heals by itself within 15 minutes of the repair", async () => {
    const { deployed, minute, stored } = await arrange();
    deployed.key = "a-revoked-key";
    // Long enough for the pauses between two looks to have grown to their longest.
    for (let minutes = 0; minutes < 60; minutes += 1) await minute();
    const troubled = await stored();
    assert.deepEqual([troubled.status, troubled.problem], ["PENDING", "credentials_rejected"]);
    deployed.key = DEFAULTS.apiKey;
    let minutes = 0;
    while ((await stored()).status !== "PAID" && minutes < 60) {
      await minute();
      minutes += 1;
    }
    // The sweep looks once a minute, and finds what came due just after its last run with the next.
    assert.ok(minutes <= 16, `it took ${minutes} minutes`);
    assert.equal((await stored()).problem, null);
  });
});
