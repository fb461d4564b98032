import assert from "node:assert/strict";
import { pluck } from "../../../test/pluck.js";

import { type CheckoutId, parseCheckoutId } from "../checkouts/checkout-id.js";
import {
  createPointCheckoutClient,
  type PointCheckoutClient,
  type PointCheckoutClientOptions,
} from "./client.js";
import { PointCheckoutError } from "./errors.js";
import {
  answer,
  hangUp,
  type LocalVendor,
  reject,
  startLocalVendor,
  stayMute,
  succeed,
} from "./local-vendor.spec.js";
import { parsePaymentId } from "./payment-id.js";
import type { CreateLinkRequest } from "./requests.js";

function checkoutId(text: string): CheckoutId {
  const id = parseCheckoutId(text);
  assert.ok(id !== undefined);
  return id;
}

const id = checkoutId("1601731695315563241");

const request: CreateLinkRequest = {
  requestId: "ORD-1-r1",
  orderId: "ORD-1",
  description: "Two cups",
  amount: { minor: 1230, currency: "AED", exponent: 2 },
  branchId: "1601731695315563242",
};

const paid = `{"id":"${id}","status":"Paid","currency":"AED","amount":12.30,"branchId":1601731695315563242}`;
const created = `{"id":"${id}","status":"PENDING","redirectUrl":"https://pay.test.paymennt.com/checkout/k"}`;

describe("createPointCheckoutClient", () => {
  let vendor: LocalVendor;
  let client: PointCheckoutClient;

  function connect(options: Partial<PointCheckoutClientOptions>): PointCheckoutClient {
    return createPointCheckoutClient({
      apiUrl: vendor.url,
      headerPrefix: "X-PointCheckout",
      apiKey: "key-4711",
      apiSecret: "secret-4712",
      ...options,
    });
  }

  beforeEach(async () => {
    vendor = await startLocalVendor();
    client = connect({ readBackoffMs: 1 });
  });
  afterEach(async () => {
    await vendor.stop();
  });

  const requests = () => vendor.received.map(({ method, path }) => `${method} ${path}`);

  it("creates a link", async () => {
    vendor.replies = [succeed(created)];
    const link = await client.createLink(request);
    assert.equal(link.id, id);
    assert.equal(link.status, "PENDING");
    assert.equal(link.redirectUrl, "https://pay.test.paymennt.com/checkout/k");
    assert.deepEqual(requests(), ["POST /mer/v2.0/checkout/link"]);
    assert.match(vendor.received[0]?.body ?? "", /"amount":12\.30,"branchId":1601731695315563242}$/);
  });

  it("sends nothing if the request cannot be written down exactly", async () => {
    await assert.rejects(client.createLink({ ...request, branchId: "1.6E18" }), RangeError);
    assert.deepEqual(requests(), []);
  });

  it("reads a checkout, every digit of it", async () => {
    vendor.replies = [succeed(paid)];
    const checkout = await client.getCheckout(id);
    assert.equal(checkout.id, "1601731695315563241");
    assert.equal(checkout.status, "PAID");
    assert.equal(checkout.providerStatus, "Paid");
    assert.equal(checkout.amount, "12.30");
    assert.equal(checkout.branchId, "1601731695315563242");
    assert.deepEqual(requests(), ["GET /mer/v2.0/checkout/1601731695315563241"]);
  });

  it("hands over a checkout other than the one asked for", async () => {
    vendor.replies = [succeed('{"id":"2","status":"PAID"}')];
    assert.equal((await client.getCheckout(id)).id, "2");
  });

  it("calls an id that came as a number a broken contract", async () => {
    vendor.replies = [succeed('{"id":1601731695315563241,"status":"PAID"}')];
    await assert.rejects(client.getCheckout(id), {
      kind: "contract",
      message: /^failed 200: GET checkout\/\{id\}: result\.id: /,
    });
    assert.equal(vendor.received.length, 1);
  });

  it("calls a link without a page, or without anything, a broken contract that may have made a link", async () => {
    for (const reply of [succeed(paid), answer(200, '{"success":true}')]) {
      vendor.replies = [reply];
      await assert.rejects(client.createLink(request), { kind: "contract", ambiguous: true });
    }
  });

  it("searches by every condition", async () => {
    vendor.replies = [succeed(`{"page":0,"size":20,"totalPages":1,"totalElements":1,"content":[${paid}]}`)];
    const page = await client.searchCheckouts({
      type: "LINK",
      requestId: "ORD-1-r1",
      orderId: "ORD-1 & co",
      status: ["PAID", "PARTIALLY_REFUNDED"],
      afterTimestamp: "2026-03-01 00:00:00",
      page: 0,
      size: 50,
    });
    assert.equal(page.totalElements, 1);
    assert.deepEqual(pluck(page.content, "status"), ["PAID"]);
    const { pathname, searchParams } = new URL(vendor.received[0]?.path ?? "", vendor.url);
    assert.equal(pathname, "/mer/v2.0/checkout");
    assert.deepEqual(Object.fromEntries(searchParams), {
      type: "LINK",
      requestId: "ORD-1-r1",
      orderId: "ORD-1 & co",
      status: "PAID,PARTIALLY_REFUNDED",
      afterTimestamp: "2026-03-01 00:00:00",
      page: "0",
      size: "50",
    });
  });

  it("lists what can be read of a page, and counts the rest", async () => {
    const rest = [
      '{"id":1601731695315563241,"status":"PAID"}',
      '{"status":"PAID"}',
      '{"id":"a/b","status":"PAID"}',
      '{"id":"7","status":""}',
      `{"id":"8","status":"PAID","orderId":"${"x".repeat(501)}"}`,
      '{"id":"9","status":"PAID","amount":"a lot"}',
      "null",
      "[]",
      '"PAID"',
    ];
    vendor.replies = [
      succeed(`{"totalElements":10,"content":[${rest.slice(0, 4).join()},${paid},${rest.slice(4).join()}]}`),
    ];
    const page = await client.listCheckouts({ type: "LINK", page: 2, size: 100 });
    assert.deepEqual(
      page.content.map(({ id: one, status }) => [one, status]),
      [[id, "PAID"]],
    );
    assert.deepEqual([page.unreadable, page.totalElements, page.totalPages], [rest.length, 10, null]);
    assert.deepEqual(requests(), ["GET /mer/v2.0/checkout?type=LINK&page=2&size=100"]);
    vendor.replies = [succeed(`{"content":[${paid},{"status":"PAID"}]}`)];
    await assert.rejects(client.searchCheckouts({ orderId: "ORD-1" }), { kind: "contract" });
  });

  it("lists an empty page, but takes none without content for one", async () => {
    vendor.replies = [succeed('{"totalElements":0,"content":[]}')];
    const { content, unreadable, totalElements } = await client.listCheckouts({});
    assert.deepEqual([content, unreadable, totalElements], [[], 0, 0]);
    for (const result of ['{"totalElements":0}', '{"content":null}', '{"content":{}}', "null", "[]"]) {
      vendor.replies = [succeed(result)];
      await assert.rejects(client.listCheckouts({}), { kind: "contract" });
    }
    vendor.replies = [succeed('{"totalElements":"many","content":[]}')];
    await assert.rejects(client.listCheckouts({}), { kind: "contract", message: /result\.totalElements/ });
  });

  it("does not list by an empty condition, and lists again after hiccups", async () => {
    await assert.rejects(client.listCheckouts({ status: [] }), RangeError);
    vendor.replies = [answer(503, "<html>"), hangUp, succeed('{"content":[]}')];
    assert.deepEqual((await client.listCheckouts({ status: ["CHARGEBACK"] })).content, []);
    assert.deepEqual(requests(), Array(3).fill("GET /mer/v2.0/checkout?status=CHARGEBACK"));
  });

  it("searches without conditions", async () => {
    vendor.replies = [succeed('{"content":[]}')];
    assert.deepEqual((await client.searchCheckouts({ requestId: undefined })).content, []);
    assert.deepEqual(requests(), ["GET /mer/v2.0/checkout"]);
  });

  it("does not search by an empty condition, which would find everybody's checkouts", async () => {
    for (const filter of [{ requestId: "" }, { orderId: "" }, { status: [] }]) {
      await assert.rejects(client.searchCheckouts(filter), RangeError);
    }
    assert.deepEqual(requests(), []);
  });

  it("cancels, with a checkout for an answer or without", async () => {
    vendor.replies = [
      succeed(`{"id":"${id}","status":"CANCELLED"}`),
      answer(200, '{"success":true,"elapsed":5}'),
    ];
    assert.equal((await client.cancelCheckout(id))?.status, "CANCELLED");
    assert.equal(await client.cancelCheckout(id), null);
    assert.deepEqual(requests(), Array(2).fill("POST /mer/v2.0/checkout/1601731695315563241/cancel"));
    assert.deepEqual(pluck(vendor.received, "body"), ["", ""]);
  });

  const passing = [answer(503, "<html>"), hangUp, succeed(paid)];

  it("refunds by query parameters, the amount digit for digit, whatever is answered", async () => {
    const refund = {
      amount: { minor: 900_719_925_474_091, currency: "KWD", exponent: 3 },
      note: "Zu spät & kaputt",
      referenceId: "ORD-1-r1:a",
    };
    for (const reply of [succeed(paid), succeed("null"), succeed("[1]"), answer(200, `{"success":true}`)]) {
      vendor.replies = [reply];
      assert.equal(await client.refundCheckout(id, refund), undefined);
    }
    const { method, path, body } = vendor.received[0] ?? {};
    assert.deepEqual([method, body], ["POST", ""]);
    const { pathname, searchParams } = new URL(path ?? "", "http://vendor");
    assert.equal(pathname, `/mer/v2.0/checkout/${id}/refund`);
    assert.deepEqual(Object.fromEntries(searchParams), {
      amount: "900719925474.091",
      currency: "KWD",
      note: "Zu spät & kaputt",
      referenceId: "ORD-1-r1:a",
    });
  });

  it("refunds nothing that is not an amount above 0", async () => {
    for (const minor of [0, -1, 1.5, 2 ** 53]) {
      const amount = { minor, currency: "AED", exponent: 2 };
      await assert.rejects(client.refundCheckout(id, { amount, note: "x", referenceId: "a" }), RangeError);
    }
    assert.deepEqual(requests(), []);
  });

  it("captures a payment, and reads as much as its answer has", async () => {
    const paymentId = parsePaymentId("1790000000000000001");
    assert.ok(paymentId);
    vendor.replies = [
      succeed("null"),
      succeed(
        `{"id":"${paymentId}","status":"Partially reversed","amount":12.30,"currency":"AED","timestamp":"",` +
          `"checkoutDetails":{"id":"${id}","orderId":"ORD-1","requestId":"ORD-1-r1","displayId":"QS3IM5"}}`,
      ),
    ];
    assert.equal(await client.capturePayment(paymentId), undefined);
    assert.deepEqual(await client.getPayment(paymentId), {
      status: "PARTIALLY_REVERSED",
      providerStatus: "Partially reversed",
      checkoutId: id,
      orderId: "ORD-1",
      requestId: "ORD-1-r1",
      currency: "AED",
      amount: "12.30",
    });
    assert.deepEqual(requests(), [
      `POST /mer/v2.0/payment/${paymentId}/capture`,
      `GET /mer/v2.0/payment/${paymentId}`,
    ]);
    for (const [answered, named] of [
      ["{}", null],
      [`{"checkoutId":"17","checkoutDetails":null}`, null],
      [`{"checkoutDetails":7}`, null],
      [`{"checkoutDetails":{"id":{},"orderId":["ORD-1"]}}`, null],
      [`{"checkoutDetails":{"id":1790000000000000017}}`, "1790000000000000017"],
    ] as const) {
      vendor.replies = [succeed(answered)];
      const { checkoutId, orderId } = await client.getPayment(paymentId);
      assert.deepEqual([checkoutId, orderId], [named, null], answered);
    }
    for (const unsafe of ["", "a/b", "..", "a?b", "a".repeat(65), 17]) {
      assert.equal(parsePaymentId(unsafe), undefined);
    }
  });

  it("reads branches, their ids digit for digit", async () => {
    const branch = `{"id":1601731695315563242,"name":"Main","currency":"AED","enabled":"yes"}`;
    const main = {
      id: "1601731695315563242",
      name: "Main",
      currency: "AED",
      description: null,
      enabled: null,
    };
    vendor.replies = [succeed(`[${branch}]`), succeed("[]"), succeed(`[{"name":"no id"}]`)];
    assert.deepEqual(await client.listBranches(), [main]);
    await assert.rejects(client.listBranches(), { kind: "contract" });
  });

  const branches = ["1601731695315563242", "7", "8"].map(
    (branchId) => `{"id":"${branchId}","name":"B","currency":"AED","description":"","enabled":false}`,
  );
  for (const [shape, page] of [
    ["an envelope with an array", (found: string[]) => succeed(`[${found.join()}]`)],
    [
      "an array of envelopes",
      (found: string[]) => answer(200, `[${found.map((one) => `{"success":true,"result":${one}}`).join()}]`),
    ],
    [
      "an array with one envelope of all",
      (found: string[]) => answer(200, `[{"success":true,"result":[${found.join()}]}]`),
    ],
  ] as const) {
    for (const [end, last] of [
      ["an empty page", page([])],
      ["a refusal", reject("no such page")],
      ["the same page again", page(branches.slice(2))],
    ] as const) {
      it(`lists branches that come as ${shape}, page by page until ${end}`, async () => {
        vendor.replies = [page(branches.slice(0, 2)), page(branches.slice(2)), last];
        const listed = await client.listBranches();
        assert.deepEqual(
          listed.map(({ id: branchId }) => branchId),
          ["1601731695315563242", "7", "8"],
        );
        assert.deepEqual(listed[0], {
          id: "1601731695315563242",
          name: "B",
          currency: "AED",
          description: "",
          enabled: false,
        });
        assert.deepEqual(
          requests(),
          [0, 1, 2].map((number) => `GET /mer/v2.0/branches?page=${number}&size=100`),
        );
      });
    }
  }

  it("takes no list for complete when one of its envelopes is a refusal", async () => {
    vendor.replies = [
      answer(200, `[{"success":true,"result":${branches[0]}},{"success":false,"error":"Not today."}]`),
    ];
    await assert.rejects(client.listBranches(), { kind: "rejected", vendorMessage: "Not today." });
    vendor.replies = [answer(200, `[{"success":true,"result":${paid}}]`)];
    await assert.rejects(client.getCheckout(id), { kind: "unreadable" });
  });

  it("leaves off a list of branches without end", async () => {
    let nth = 0;
    vendor.replies = [
      (response, received) => {
        nth += 1;
        succeed(`[{"id":"${nth}"}]`)(response, received);
      },
    ];
    assert.equal((await client.listBranches()).length, 50);
  });

  it("reads again after hiccups", async () => {
    vendor.replies = [...passing];
    assert.equal((await client.getCheckout(id)).status, "PAID");
    assert.equal(vendor.received.length, 3);
  });

  it("searches again after hiccups", async () => {
    vendor.replies = [answer(200, "<html>"), stayMute, succeed('{"content":[]}')];
    const impatient = connect({ readBackoffMs: 1, timeoutMs: 500 });
    assert.deepEqual((await impatient.searchCheckouts({ requestId: "ORD-1-r1" })).content, []);
    assert.equal(vendor.received.length, 3);
    assert.equal(new Set(requests()).size, 1);
  });

  it("gives up reading after three attempts", async () => {
    vendor.replies = [answer(502, "")];
    await assert.rejects(client.getCheckout(id), {
      kind: "unavailable",
      message: "failed 502: GET checkout/{id}",
    });
    assert.equal(vendor.received.length, 3);
  });

  for (const [what, reply] of [
    ["an unknown checkout", reject("Checkout not found for API merchant")],
    ["wrong credentials", answer(401, "")],
    ["a wrong base URL", answer(404, "")],
    ["a broken contract", succeed("{}")],
    ["a long Retry-After", answer(429, "", { "Retry-After": "3" })],
  ] as const) {
    it(`reads once only after ${what}`, async () => {
      vendor.replies = [reply];
      await assert.rejects(client.getCheckout(id), PointCheckoutError);
      assert.equal(vendor.received.length, 1);
    });
  }

  for (const [what, reply] of [
    ["a breakdown", answer(503, "")],
    ["a rate limit", answer(429, "", { "Retry-After": "0" })],
    ["a hang-up", hangUp],
    ["a timeout", stayMute],
    ["an unreadable answer", answer(200, "<html>")],
  ] as const) {
    it(`sends a POST exactly once, even after ${what}`, async () => {
      vendor.replies = [reply];
      const impatient = connect({ readBackoffMs: 1, timeoutMs: 500 });
      await assert.rejects(impatient.createLink(request), PointCheckoutError);
      await assert.rejects(impatient.cancelCheckout(id), PointCheckoutError);
      const refund = { amount: request.amount, note: "x", referenceId: "a" };
      const paymentId = parsePaymentId("1790000000000000001") ?? assert.fail();
      await assert.rejects(impatient.refundCheckout(id, refund), PointCheckoutError);
      await assert.rejects(impatient.capturePayment(paymentId), PointCheckoutError);
      assert.deepEqual(requests(), [
        "POST /mer/v2.0/checkout/link",
        "POST /mer/v2.0/checkout/1601731695315563241/cancel",
        "POST /mer/v2.0/checkout/1601731695315563241/refund?amount=12.30&currency=AED&note=x&referenceId=a",
        `POST /mer/v2.0/payment/${paymentId}/capture`,
      ]);
    });
  }

  it("cuts a read off at its deadline, however much time its attempts were given", async () => {
    vendor.replies = [stayMute];
    const begun = performance.now();
    await assert.rejects(connect({ readDeadlineMs: 500 }).getCheckout(id), { kind: "timeout" });
    assert.ok(performance.now() - begun < 5000);
    assert.equal(vendor.received.length, 1);
  });

  it("refuses an unusable API URL at once", () => {
    assert.throws(() => connect({ apiUrl: "nowhere" }), TypeError);
  });
});
