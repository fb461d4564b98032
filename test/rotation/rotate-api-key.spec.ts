import assert from "node:assert/strict";
import { sweep } from "../../functions/src/notifications/sweep.js";
import { reconcile } from "../../functions/src/orders/reconcile/reconcile.js";
import { createPointCheckoutClient } from "../../functions/src/pointcheckout/client.js";
import { anAttempt, anOrder, checkoutId } from "../../functions/test/fixtures/orders.js";
import { memoryStores } from "../../functions/test/memory/memory-stores.js";
import { controlSimulator } from "../../functions/test/support/control-simulator.js";
import { silentLog } from "../../functions/test/support/silent-log.js";
import { DEFAULTS, type Simulator, startSimulator } from "../../simulator/src/simulator.js";

const MINUTE_MS = 60_000;

describe("rotating the API key", () => {
  let simulator: Simulator;
  beforeEach(async () => {
    simulator = await startSimulator();
  });
  afterEach(() => simulator.close());

  const clientWith = (apiKey: string) =>
    createPointCheckoutClient({
      apiUrl: `${simulator.url}/mer/v2.0/`,
      headerPrefix: "X-PointCheckout",
      apiKey,
      apiSecret: DEFAULTS.apiSecret,
      timeoutMs: 10_000,
    });

  /** An order whose link was paid at the vendor; its trigger and the sweep run with the deployment's key. */
  async function arrange() {
    const post = (path: string, body: object) =>
      controlSimulator<{ id: string }>(simulator.url, "POST", path, body);
    const order = { requestId: "ORD-1-r1", orderId: "ORD-1" };
    const link = { ...order, description: "A cup", currency: "AED", amount: 10 };
    const id = checkoutId((await post("checkouts", link)).id);
    await post(`checkouts/${id}/actions`, { action: "pay" });
    const { database, orders } = memoryStores(0);
    database.putWithCheckouts(anOrder({ attempts: { [id]: anAttempt() } }));
    const deployed = { key: DEFAULTS.apiKey as string };
    const running: Promise<unknown>[] = [];
    database.onTouch = (touch) => {
      running.push(reconcile({ orders, pointcheckout: clientWith(deployed.key), log: silentLog }, touch));
    };
    const minute = async () => {
      database.pass(MINUTE_MS);
      const settings = { limit: 10, paceMs: 0, livemode: false, isAllowedLink: () => true };
      const time = { hasTimeLeft: () => true, sleep: () => Promise.resolve() };
      const pointcheckout = clientWith(deployed.key);
      await sweep({ orders, pointcheckout, settings, log: silentLog, ...time }, database.now);
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
