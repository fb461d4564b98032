import assert from "node:assert/strict";
import type { IncomingHttpHeaders } from "node:http";
import { type LocalServer, startLocalServer } from "../../../test/local-server.js";
import { RefusedError } from "./do-once.js";
import { sendMail } from "./send-mail.js";

const mail = { to: "user@example.com", subject: "Your order ORD-1", text: "Thank you." };

describe("sendMail", () => {
  let answer = { status: 200, body: "" };
  let asked: { headers: IncomingHttpHeaders; body: unknown }[] = [];
  let server: LocalServer;
  before(async () => {
    server = await startLocalServer(({ method, headers, body }, response) => {
      asked.push({ headers, body: JSON.parse(body || "null") });
      const status = method === "POST" ? answer.status : 200;
      response.writeHead(status, { location: "/emails" }).end(answer.body);
    });
  });
  beforeEach(() => {
    asked = [];
  });
  after(() => server.stop());

  const send = () => {
    const url = `http://127.0.0.1:${server.port}/emails`;
    const settings = { url, from: "shop@example.com", key: "key-1" };
    return sendMail(settings, mail, "orders/ORD-1/events/000002");
  };

  it("posts the message under its idempotency key, and gives the provider's id", async () => {
    answer = { status: 200, body: '{"id":"mail-1"}' };
    assert.equal(await send(), "mail-1");
    const [request] = asked;
    assert.equal(request?.headers["idempotency-key"], "orders/ORD-1/events/000002");
    assert.equal(request.headers.authorization, "Bearer key-1");
    assert.deepEqual(request.body, { ...mail, from: "shop@example.com", to: ["user@example.com"] });
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

  it("does not take a page that it was redirected to for a message that was sent", async () => {
    for (const status of [301, 302, 303, 307]) {
      answer = { status, body: "" };
      await assert.rejects(send(), (error) => !(error instanceof RefusedError));
    }
    assert.equal(asked.length, 4);
  });

  it("is refused for good by what would be refused again", async () => {
    for (const status of [400, 404, 422]) {
      answer = { status, body: "" };
      await assert.rejects(send(), RefusedError);
    }
  });
});
