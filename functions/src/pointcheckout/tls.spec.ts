import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer as createPlainServer, type RequestListener } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo, Server } from "node:net";

import { generate } from "selfsigned";
import { restoreEnvironment } from "../../../test/restore-environment.js";
import { failureOf, sendTo } from "./sending.spec.js";

/** Sends to a server that would answer anything. @returns the failure, and how many requests arrived */
async function failureOfPost(create: (answer: RequestListener) => Server) {
  let requests = 0;
  const server = create((_request, response) => {
    requests += 1;
    response.end('{"success":true}');
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  try {
    const error = await failureOf(sendTo(`https://localhost:${port}/`, { timeoutMs: 5000 }));
    return { error, requests };
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
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";
    const { error, requests } = await failureOfPost((answer) => createServer({ key, cert }, answer));
    assert.deepEqual([error.kind, error.ambiguous, requests], ["network", false, 0]);
    assert.match(JSON.stringify(error.cause), /SELF_SIGNED_CERT/);
  });

  it("is not made to a server that does not speak TLS", async () => {
    const { error, requests } = await failureOfPost(createPlainServer);
    assert.deepEqual([error.kind, requests], ["network", 0]);
  });
});
