import assert from "node:assert/strict";
import * as deployed from "../../functions/src/index.js";
import * as callables from "./callables.js";
import { pointcheckout } from "./index.js";

describe("the client's functions", () => {
  const ofFunctions = Object.entries(deployed)
    .filter(([, { __endpoint }]) => "callableTrigger" in __endpoint)
    .map(([name]) => name);

  it("are all the callables that are deployed", () => {
    assert.ok(ofFunctions.includes("createPaymentLink"));
    assert.deepEqual(Object.keys(callables).toSorted(), ofFunctions.toSorted());
  });

  it("are all there on one object, too", () => {
    const none = { name: "none", options: {}, automaticDataCollectionEnabled: false };
    const { app: _, ...payments } = pointcheckout(none);
    const { region, functionPrefix, database, timeoutMs, ...functions } = payments;
    assert.deepEqual([region, functionPrefix, database, timeoutMs], ["us-central1", "", "(default)", 70_000]);
    const others =
      "countOrders findOrders onOrder onOrderEvents onOrders orderEvents readOrder readOrders".split(" ");
    assert.deepEqual(Object.keys(functions).toSorted(), [...ofFunctions, ...others].toSorted());
  });
});
