import assert from "node:assert/strict";
import { pluck } from "../../../test/pluck.js";
import { FIRST } from "../../test/fixtures/orders.js";
import { clientOf, paid, request } from "../../test/support/client-of.js";
import type { PointCheckoutClient } from "./client.js";
import { answer, localVendor, reject, succeed } from "./local-vendor.spec.js";
import { parsePaymentId } from "./payment-id.js";

const created = `{"id":"${FIRST}","status":"PENDING","redirectUrl":"https://pay.test.paymennt.com/checkout/k"}`;

describe("createPointCheckoutClient", () => {
  const vendor = localVendor();
  let client: PointCheckoutClient;
  beforeEach(() => {
    client = clientOf(vendor);
  });

  const requests = () => vendor.received.map(({ method, path }) => `${method} ${path}`);

  it("creates a link", async () => {
    vendor.replies = [succeed(created)];
    const link = await client.createLink(request);
    assert.deepEqual([link.id, link.status], [FIRST, "PENDING"]);
    assert.equal(link.redirectUrl, "https://pay.test.paymennt.com/checkout/k");
    assert.deepEqual(requests(), ["POST /mer/v2.0/checkout/link"]);
    assert.match(vendor.received[0]?.body ?? "", /"amount":12\.30,"branchId":1601731695315563242}$/);
  });

  it("sends nothing if the request cannot be written down exactly", async () => {
    const amount = { ...request.amount, minor: 0.5 };
    await assert.rejects(client.createLink({ ...request, amount }), RangeError);
    assert.deepEqual(requests(), []);
  });

  it("reads a checkout, every digit of it", async () => {
    vendor.replies = [succeed(paid)];
    const { id, status, providerStatus, amount, branchId } = await client.getCheckout(FIRST);
    assert.deepEqual([id, status, providerStatus], ["1601731695315563241", "PAID", "Paid"]);
    assert.deepEqual([amount, branchId], ["12.30", "1601731695315563242"]);
    assert.deepEqual(requests(), ["GET /mer/v2.0/checkout/1601731695315563241"]);
  });

  it("hands over a checkout other than the one asked for", async () => {
    vendor.replies = [succeed('{"id":"2","status":"PAID"}')];
    assert.equal((await client.getCheckout(FIRST)).id, "2");
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
    const [listed, ...others] = page.content;
    assert.deepEqual([listed?.id, listed?.status, others], [FIRST, "PAID", []]);
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

  it("searches without conditions", async () => {
    vendor.replies = [succeed('{"content":[]}')];
    assert.deepEqual((await client.searchCheckouts({ requestId: undefined })).content, []);
    assert.deepEqual(requests(), ["GET /mer/v2.0/checkout"]);
  });

  it("does not search or list by an empty condition, which would find everybody's checkouts", async () => {
    for (const filter of [{ requestId: "" }, { orderId: "" }, { status: [] }]) {
      await assert.rejects(client.searchCheckouts(filter), RangeError);
      await assert.rejects(client.listCheckouts(filter), RangeError);
    }
    assert.deepEqual(requests(), []);
  });

  it("cancels, with a checkout for an answer or without", async () => {
    const cancelled = succeed(`{"id":"${FIRST}","status":"CANCELLED"}`);
    vendor.replies = [cancelled, answer(200, '{"success":true,"elapsed":5}')];
    assert.equal((await client.cancelCheckout(FIRST))?.status, "CANCELLED");
    assert.equal(await client.cancelCheckout(FIRST), null);
    assert.deepEqual(requests(), Array(2).fill("POST /mer/v2.0/checkout/1601731695315563241/cancel"));
    assert.deepEqual(pluck(vendor.received, "body"), ["", ""]);
  });

  it("refunds by query parameters, the amount digit for digit, whatever is answered", async () => {
    const refund = {
      amount: { minor: 900_719_925_474_091, currency: "KWD", exponent: 3 },
      note: "Zu spät & kaputt",
      referenceId: "ORD-1-r1:a",
    };
    for (const reply of [succeed(paid), succeed("null"), succeed("[1]"), answer(200, `{"success":true}`)]) {
      vendor.replies = [reply];
      assert.equal(await client.refundCheckout(FIRST, refund), undefined);
    }
    const { method, path, body } = vendor.received[0] ?? {};
    assert.deepEqual([method, body], ["POST", ""]);
    const { pathname, searchParams } = new URL(path ?? "", "http://vendor");
    assert.equal(pathname, `/mer/v2.0/checkout/${FIRST}/refund`);
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
      await assert.rejects(client.refundCheckout(FIRST, { amount, note: "x", referenceId: "a" }), RangeError);
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
          `"checkoutDetails":{"id":"${FIRST}","orderId":"ORD-1","requestId":"ORD-1-r1","displayId":"QS3IM5"}}`,
      ),
    ];
    assert.equal(await client.capturePayment(paymentId), undefined);
    assert.deepEqual(await client.getPayment(paymentId), {
      status: "PARTIALLY_REVERSED",
      checkoutId: FIRST,
      orderId: "ORD-1",
      requestId: "ORD-1-r1",
      currency: "AED",
      amount: "12.30",
    });
    const asked = [`POST /mer/v2.0/payment/${paymentId}/capture`, `GET /mer/v2.0/payment/${paymentId}`];
    assert.deepEqual(requests(), asked);
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
    const unsaid = { description: null, enabled: null };
    const main = { id: "1601731695315563242", name: "Main", currency: "AED", ...unsaid };
    vendor.replies = [succeed(`[${branch}]`), succeed("[]"), succeed(`[{"name":"no id"}]`)];
    assert.deepEqual(await client.listBranches(), [main]);
    await assert.rejects(client.listBranches(), { kind: "contract" });
  });

  const branches = ["1601731695315563242", "7", "8"].map(
    (branchId) => `{"id":"${branchId}","name":"B","currency":"AED","description":"","enabled":false}`,
  );
  const envelope = (result: string) => `{"success":true,"result":${result}}`;
  for (const [shape, page] of [
    ["an envelope with an array", (found: string[]) => succeed(`[${found.join()}]`)],
    ["an array of envelopes", (found: string[]) => answer(200, `[${found.map(envelope).join()}]`)],
    [
      "an array with one envelope of all",
      (found: string[]) => answer(200, `[${envelope(`[${found.join()}]`)}]`),
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
        assert.deepEqual(pluck(listed, "id"), ["1601731695315563242", "7", "8"]);
        assert.deepEqual(listed[0], JSON.parse(String(branches[0])));
        const asked = [0, 1, 2].map((number) => `GET /mer/v2.0/branches?page=${number}&size=100`);
        assert.deepEqual(requests(), asked);
      });
    }
  }

  it("takes no list for complete when one of its envelopes is a refusal", async () => {
    const refusal = '{"success":false,"error":"Not today."}';
    vendor.replies = [answer(200, `[${envelope(String(branches[0]))},${refusal}]`)];
    await assert.rejects(client.listBranches(), { kind: "rejected", vendorMessage: "Not today." });
    vendor.replies = [answer(200, `[${envelope(paid)}]`)];
    await assert.rejects(client.getCheckout(FIRST), { kind: "unreadable" });
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
});
