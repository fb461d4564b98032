import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { RefusedError } from "./do-once.js";
import { sendMail } from "./send-mail.js";

const mail = { to: "user@example.com", subject: "Your order ORD-1", text: "Thank you." };

describe("sendMail", () => {
  let answer = { status: 200, body: "" };
  let asked: { headers: IncomingHttpHeaders; body: unknown }[] = [];
  const server = createServer((request, response) => {
    void json(request).then((body) => {
      asked.push({ headers: request.headers, body });
      response.writeHead(answer.status).end(answer.body);
    });
  });
  before(async () => {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
  });
  beforeEach(() => {
    asked = [];
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  const send = () => {
    const { port } = server.address() as AddressInfo;
    const settings = { url: `http://127.0.0.1:${port}/emails`, from: "shop@example.com", key: "key-1" };
    return sendMail(settings, mail, "orders/ORD-1/events/000002");
  };

  it("posts the message under its idempotency key, and gives the provider's id", async () => {
    answer = { status: 200, body: '{"id":"mail-1"}' };
    assert.equal(await send(), "mail-1");
    const [request] = asked;
    assert.equal(request?.headers["idempotency-key"], "orders/ORD-1/events/000002");
    assert.equal(request?.headers.authorization, "Bearer key-1");
    assert.deepEqual(request?.body, {
      from: "shop@example.com",
      to: ["user@example.com"],
      subject: "Your order ORD-1",
      text: "Thank you.",
    });
  });

  it("takes an odd answer for a success when its status is one", async () => {
    for (const body of ["", "<html>", "{}", '{"id":7}', "null"]) {
      answer = { status: 202, body };
      assert.equal(await send(), null);
    }
  });

  it("fails in a way that may pass by itself", async () => {
    for (const status of [401, 403, 408, 409, 425, 429, 500, 503]) {
      answer = { status, body: "" };
      await assert.rejects(send(), (error: unknown) => {
        assert.ok(error instanceof Error && !(error instanceof RefusedError));
        assert.equal(error.message, `failed ${status}: POST /emails`);
        return true;
      });
    }
  });

  it("is refused for good by what would be refused again", async () => {
    for (const status of [400, 404, 422]) {
      answer = { status, body: "" };
      await assert.rejects(send(), RefusedError);
    }
  });
});
