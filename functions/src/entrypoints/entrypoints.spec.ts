import assert from "node:assert/strict";
import { restoreEnvironment } from "../../../test/restore-environment.js";
import { type Connections, connectTo } from "../connections.js";
import * as entrypoints from "./entrypoints.js";
import { listenForOneRun } from "./lazy/listen-to-provider.js";

describe("entrypoints", () => {
  restoreEnvironment();

  for (const [name, { __endpoint }] of Object.entries(entrypoints)) {
    it(`${name} asks for a processor that Cloud Run can give`, () => {
      const { cpu = 1 } = Object(__endpoint) as { cpu?: number };
      assert.ok(cpu >= 0.08 && cpu <= 1);
      assert.equal(cpu, Number(cpu.toFixed(2)), "in steps of a hundredth");
    });
  }

  it("listenToProvider begins to listen only if it knows how long", async () => {
    let watches = 0;
    const watchOpen = () => {
      watches += 1;
      return () => {};
    };
    connectTo({ orders: { watchOpen } } as unknown as Connections);
    process.env.POINTCHECKOUT_LISTEN_SECONDS = "nine";
    await assert.rejects(listenForOneRun(), /POINTCHECKOUT_LISTEN_SECONDS/);
    assert.equal(watches, 0);
  });
});
