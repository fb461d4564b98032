import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer as createPlainServer } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo, Server } from "node:net";

import { generate } from "selfsigned";
import { restoreEnvironment } from "../../../test/restore-environment.js";
import type { PointCheckoutError } from "./errors.js";
import { failureOf, sendTo } from "./sending.spec.js";

async function failureOfPost(server: Server): Promise<PointCheckoutError> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  try {
    return await failureOf(sendTo(`https://localhost:${port}/`, { timeoutMs: 5000 }));
  } finally {
    server.close();
  }
}

describe("an encrypted connection", () => {
  restoreEnvironment();

  it("is not made to a server nobody vouches for, not even if the environment says so", async () => {
    // Made on the spot, so that no key lies in the repository.
    const names = [{ name: "commonName", value: "localhost" }];
    const { private: key, cert } = await generate(names, { algorithm: "sha256" });
    let requests = 0;
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";
    const error = await failureOfPost(
      createServer({ key, cert }, (_request, response) => {
        requests += 1;
        response.end('{"success":true}');
      }),
    );
    assert.equal(error.kind, "network");
    assert.equal(error.ambiguous, false);
    assert.match(JSON.stringify(error.cause), /SELF_SIGNED_CERT/);
    assert.equal(requests, 0);
  });

  it("is not made to a server that does not speak TLS", async () => {
    let requests = 0;
    const error = await failureOfPost(
      createPlainServer((_request, response) => {
        requests += 1;
        response.end('{"success":true}');
      }),
    );
    assert.equal(error.kind, "network");
    assert.equal(requests, 0);
  });
});
