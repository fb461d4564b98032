import assert from "node:assert/strict";
import { FIRST } from "../../test/fixtures/orders.js";
import { clientOf, paid, request } from "../../test/support/client-of.js";
import type { PointCheckoutClient } from "./client.js";
import { PointCheckoutError } from "./errors.js";
import { answer, hangUp, localVendor, reject, stayMute, succeed } from "./local-vendor.spec.js";
import { parsePaymentId } from "./payment-id.js";

/** Long enough for an answer on a busy machine. */
const IMPATIENT_MS = 2_000;

describe("a client whose vendor fails", () => {
  const vendor = localVendor();
  let client: PointCheckoutClient;
  beforeEach(() => {
    client = clientOf(vendor);
  });

  const requests = () => vendor.received.map(({ method, path }) => `${method} ${path}`);

  const none = '{"content":[]}';
  for (const [what, read, answered, asked] of [
    ["reads", () => client.getCheckout(FIRST), paid, `/${FIRST}`],
    ["searches", () => client.searchCheckouts({ requestId: "R-1" }), none, "?requestId=R-1"],
    ["lists", () => client.listCheckouts({ status: ["CHARGEBACK"] }), none, "?status=CHARGEBACK"],
  ] as const) {
    it(`${what} again after hiccups`, async () => {
      vendor.replies = [answer(503, "<html>"), hangUp, succeed(answered)];
      assert.ok(await read());
      vendor.replies = [answer(200, "<html>"), hangUp, succeed(answered)];
      assert.ok(await read());
      assert.deepEqual(requests(), Array(6).fill(`GET /mer/v2.0/checkout${asked}`));
    });
  }

  it("gives up reading after three attempts", async () => {
    vendor.replies = [answer(502, "")];
    await assert.rejects(client.getCheckout(FIRST), {
      kind: "unavailable",
      message: "failed 502: GET checkout/{id}",
    });
    assert.equal(vendor.received.length, 3);
  });

  it("reads once only after an answer that another read would not change", async () => {
    vendor.replies = [reject("Checkout not found for API merchant")];
    await assert.rejects(client.getCheckout(FIRST), { kind: "rejected" });
    assert.equal(vendor.received.length, 1);
  });

  for (const [what, reply] of [
    ["a breakdown", answer(503, "")],
    ["a rate limit", answer(429, "", { "Retry-After": "0" })],
    ["a hang-up", hangUp],
    ["a timeout", stayMute],
    ["an unreadable answer", answer(200, "<html>")],
  ] as const) {
    it(`sends a POST exactly once, even after ${what}`, async () => {
      vendor.replies = [reply];
      const impatient = clientOf(vendor, { timeoutMs: IMPATIENT_MS });
      const refund = { amount: request.amount, note: "x", referenceId: "a" };
      const paymentId = parsePaymentId("1790000000000000001") ?? assert.fail();
      await Promise.all([
        assert.rejects(impatient.createLink(request), PointCheckoutError),
        assert.rejects(impatient.cancelCheckout(FIRST), PointCheckoutError),
        assert.rejects(impatient.refundCheckout(FIRST, refund), PointCheckoutError),
        assert.rejects(impatient.capturePayment(paymentId), PointCheckoutError),
      ]);
      assert.deepEqual(requests().sort(), [
        "POST /mer/v2.0/checkout/1601731695315563241/cancel",
        "POST /mer/v2.0/checkout/1601731695315563241/refund?amount=12.30&currency=AED&note=x&referenceId=a",
        "POST /mer/v2.0/checkout/link",
        `POST /mer/v2.0/payment/${paymentId}/capture`,
      ]);
    });
  }

  it("cuts a read off at its deadline", async () => {
    vendor.replies = [stayMute];
    const begun = performance.now();
    await assert.rejects(clientOf(vendor, { timeoutMs: IMPATIENT_MS }).getCheckout(FIRST), {
      kind: "timeout",
    });
    assert.ok(performance.now() - begun < 4 * IMPATIENT_MS);
    assert.equal(vendor.received.length, 1);
  });
});
