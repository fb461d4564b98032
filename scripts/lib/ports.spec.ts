import assert from "node:assert/strict";
import { type AddressInfo, createServer } from "node:net";
import { requireFreePorts } from "./ports.js";

describe("requireFreePorts", () => {
  for (const host of ["127.0.0.1", "0.0.0.0"]) {
    it(`names a port in use on ${host} and what it is for, and takes it once it is free`, async () => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(0, host, resolve));
      const { port } = server.address() as AddressInfo;
      try {
        await assert.rejects(requireFreePorts({ auth: port }), (error: Error) => {
          assert.ok(error.message.includes(`port ${port}, needed for auth, is in use`));
          assert.ok(error.message.includes(`lsof -i :${port}`));
          return true;
        });
      } finally {
        await new Promise((resolve) => server.close(resolve));
      }
      await requireFreePorts({ auth: port });
    });
  }
});
