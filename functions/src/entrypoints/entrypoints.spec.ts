import assert from "node:assert/strict";
import { restoreEnvironment } from "../../../test/restore-environment.js";
import { assertLines, linesOf } from "../../test/support/written-lines.js";
import { type Connections, connectTo } from "../connections.js";
import { cloudLog } from "../shared/cloud-log.js";
import * as entrypoints from "./entrypoints.js";

describe("entrypoints", () => {
  restoreEnvironment();

  for (const [name, { __endpoint }] of Object.entries(entrypoints)) {
    it(`${name} asks for a processor that Cloud Run can give`, () => {
      const { cpu = 1 } = Object(__endpoint) as { cpu?: number };
      assert.ok(cpu >= 0.08 && cpu <= 1);
      assert.equal(cpu, Number(cpu.toFixed(2)), "in steps of a hundredth");
    });
  }

  const { listenToProvider, redactOldOrders } = entrypoints;
  const event = { scheduleTime: "2030-01-01T00:00:00Z" };
  for (const [name, range, entrypoint] of [
    ["POINTCHECKOUT_LISTEN_SECONDS", "5 to 570", listenToProvider],
    ["POINTCHECKOUT_RETENTION_DAYS", "0 to 36500", redactOldOrders],
  ] as const) {
    it(`begin nothing with a refused ${name}, and log a line that alerts count`, async () => {
      const orders = { watchOpen: () => assert.fail("it listens") };
      connectTo({ orders, log: cloudLog } as unknown as Connections);
      process.env[name] = "nine";
      const reason = `${name} has to be a whole number from ${range}`;
      const lines = await linesOf(() =>
        assert.rejects(async () => entrypoint.run(event), new RegExp(reason)),
      );
      const counts = ["credential-failures"];
      assertLines(lines, [{ event: "configuration.refused", severity: "ERROR", reason, counts }]);
    });
  }
});
