import assert from "node:assert/strict";
import { createServer } from "node:net";
import { isFree, requireFreePorts } from "./ports.mjs";

describe("requireFreePorts", () => {
  for (const host of ["127.0.0.1", "0.0.0.0"]) {
    it(`names a port in use on ${host}, what it is for, and the process that has it`, async () => {
      const server = createServer();
      await new Promise((resolve) => server.listen(0, host, () => resolve(undefined)));
      const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
      try {
        await assert.rejects(requireFreePorts({ auth: port }), (error) => {
          assert.ok(error instanceof Error);
          assert.ok(
            error.message.includes(`port ${port}, needed for auth, is in use by process ${process.pid} (`),
          );
          return true;
        });
      } finally {
        await new Promise((resolve) => server.close(resolve));
      }
      assert.equal(await isFree(port), true);
    });
  }
});
