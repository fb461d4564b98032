import assert from "node:assert/strict";
import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { once } from "node:events";
import { createServer as createPlainServer } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo, Server } from "node:net";

import { z } from "zod";
import { withEnvironment } from "./environment.spec.js";
import { PointCheckoutError } from "./errors.js";
import { createSender } from "./http.js";

function der(tag: number, ...parts: Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const length = content.length < 128 ? [content.length] : [0x82, content.length >> 8, content.length & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}

/** A certificate for localhost that nobody vouches for, made on the spot so that no key lies in the repository. */
function makeSelfSigned({ publicKey, privateKey }: { publicKey: KeyObject; privateKey: KeyObject }): string {
  const ecdsaWithSha256 = der(0x30, Buffer.from("06082a8648ce3d040302", "hex"));
  const commonName = Buffer.from("0603550403", "hex");
  const name = der(0x30, der(0x31, der(0x30, commonName, der(0x0c, Buffer.from("localhost")))));
  const validity = der(
    0x30,
    der(0x17, Buffer.from("200101000000Z")),
    der(0x17, Buffer.from("491231235959Z")),
  );
  const key = publicKey.export({ type: "spki", format: "der" });
  const body = der(0x30, der(0x02, Buffer.from([1])), ecdsaWithSha256, name, validity, name, key);
  const signature = der(0x03, Buffer.from([0]), sign("sha256", body, privateKey));
  const certificate = der(0x30, body, ecdsaWithSha256, signature).toString("base64");
  return `-----BEGIN CERTIFICATE-----\n${certificate}\n-----END CERTIFICATE-----\n`;
}

async function post(server: Server): Promise<unknown> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const send = createSender({
    apiUrl: `https://localhost:${port}/`,
    headerPrefix: "X-PointCheckout",
    apiKey: "key-4711",
    apiSecret: "secret-4712",
  });
  try {
    return await send({
      method: "POST",
      operation: "POST checkout/link",
      path: "checkout/link",
      body: "{}",
      result: z.unknown(),
      timeoutMs: 5000,
    }).catch((error: unknown) => error);
  } finally {
    server.close();
  }
}

describe("an encrypted connection", () => {
  it("is not made to a server nobody vouches for, not even if the environment says so", async () => {
    const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const key = pair.privateKey.export({ type: "pkcs8", format: "pem" });
    let requests = 0;
    await withEnvironment({ NODE_TLS_REJECT_UNAUTHORIZED: "0" }, async () => {
      const error = await post(
        createServer({ key, cert: makeSelfSigned(pair) }, (_request, response) => {
          requests += 1;
          response.end('{"success":true}');
        }),
      );
      assert.ok(error instanceof PointCheckoutError, String(error));
      assert.equal(error.kind, "network");
      assert.equal(error.ambiguous, false);
      assert.match(JSON.stringify(error.cause), /SELF_SIGNED_CERT/);
      assert.equal(requests, 0);
    });
  });

  it("is not made to a server that does not speak TLS", async () => {
    let requests = 0;
    const error = await post(
      createPlainServer((_request, response) => {
        requests += 1;
        response.end('{"success":true}');
      }),
    );
    assert.ok(error instanceof PointCheckoutError, String(error));
    assert.equal(error.kind, "network");
    assert.equal(requests, 0);
  });
});
