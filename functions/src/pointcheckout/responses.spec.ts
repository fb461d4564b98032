import assert from "node:assert/strict";
import { parse } from "lossless-json";
import type * as z from "zod";
import { aRemote } from "../../test/fixtures/orders.js";

import {
  cancelledCheckoutSchema,
  createdLinkSchema,
  remoteCheckoutSchema,
  searchPageSchema,
} from "./responses.js";

const minimal = { id: "1601731695315563241", status: "PENDING" };

/** The JSON text of this value, with `raw` members written as they are, as the client parses it. */
function parsed(fields: object, raw: string): unknown {
  const text = JSON.stringify(fields);
  return parse(raw === "" ? text : `${text.slice(0, -1)},${raw}}`);
}

const read = <T>(schema: z.ZodType<T>, fields: object, raw = ""): T => schema.parse(parsed(fields, raw));

const pathOfIssue = (schema: z.ZodType, fields: object, raw = ""): string | undefined =>
  schema.safeParse(parsed(fields, raw)).error?.issues[0]?.path.join(".");

/** The least checkout as it is read: null for all that it lacks. */
const absent = {
  ...Object.fromEntries(Object.keys(aRemote()).map((field) => [field, null])),
  ...minimal,
  providerStatus: "PENDING",
  isLink: true,
};

describe("remoteCheckoutSchema", () => {
  it("reads absent fields as null", () => {
    assert.deepEqual(read(remoteCheckoutSchema, minimal), absent);
  });

  it("reads null fields as null", () => {
    assert.deepEqual(read(remoteCheckoutSchema, { ...absent, status: "PENDING" }), absent);
  });

  it("reads a complete answer, and leaves out what it does not know", () => {
    const kept = {
      displayId: "QS3IM5",
      requestId: "ORD-1-r1",
      orderId: "ORD-1",
      currency: "AED",
      redirectUrl: "https://pay.test.paymennt.com/checkout/abc",
      usedPaymentMethod: "Card",
      firebaseDatabase: "pc-test-734bc",
      firebaseCollection: "checkouts",
      firebaseDocument: "doc",
      timestamp: "2026-03-01T12:00:00+04:00",
    };
    const unknown = { checkoutKey: "abc", customer: { firstName: "Sara" } };
    const checkout = read(
      remoteCheckoutSchema,
      { ...minimal, status: "Partially refunded", ...kept, ...unknown },
      '"amount":12.340,"totalRefunded":1.0E7,"cashAmount":0.0,"branchId":1601731695315563241,"__proto__":{"status":"PAID"}',
    );
    assert.deepEqual(checkout, {
      id: minimal.id,
      status: "PARTIALLY_REFUNDED",
      providerStatus: "Partially refunded",
      ...kept,
      amount: "12.340",
      totalRefunded: "1.0E7",
      cashAmount: "0.0",
      branchId: "1601731695315563241",
      isLink: true,
    });
  });

  it("tells a payment link from an account's other checkouts", () => {
    for (const [fields, isLink] of [
      [{ subscriptionId: "71" }, false],
      [{ subscriptionId: "" }, true],
      [{ type: "link" }, true],
      [{ type: "TERMINAL" }, false],
      [{ type: 7, subscriptionId: {} }, true],
    ] as const) {
      const checkout = read(remoteCheckoutSchema, { ...minimal, ...fields });
      assert.equal(checkout.isLink, isLink, JSON.stringify(fields));
    }
  });

  it("keeps a status it does not know, and gives it no meaning", () => {
    const { status, providerStatus } = read(remoteCheckoutSchema, { ...minimal, status: "SETTLED" });
    assert.deepEqual({ status, providerStatus }, { status: null, providerStatus: "SETTLED" });
  });

  for (const [field, text, expected] of [
    ["amount", '"12.34"', "12.34"],
    ["amount", "12.30", "12.30"],
    ["amount", "-0.0", "-0.0"],
    ["amount", "90071992547409.919", "90071992547409.919"],
    ["totalRefunded", "0", "0"],
    ["branchId", '"1601731695315563241"', "1601731695315563241"],
    ["branchId", "9223372036854775807", "9223372036854775807"],
  ] as const) {
    it(`reads ${field} ${text} as the text ${expected}`, () =>
      assert.equal(read(remoteCheckoutSchema, minimal, `"${field}":${text}`)[field], expected));
  }

  for (const [field, texts] of Object.entries({
    id: ["1601731695315563241", "null", '""', '"a/b"', '"__proto__"'],
    status: ["null", "3", '""'],
    requestId: ["17"],
    orderId: ["{}", JSON.stringify("o".repeat(501))],
    currency: ["784"],
    amount: ["true", '"1,000.00"', '"NaN"', '""', '{"value":1}', "1".repeat(65)],
    totalRefunded: ["[]"],
  })) {
    for (const text of texts)
      it(`refuses ${field} ${text.slice(0, 30)}, naming it`, () => {
        const { [field as "id"]: _, ...others } = minimal;
        assert.equal(pathOfIssue(remoteCheckoutSchema, others, `"${field}":${text}`), field);
      });
  }

  for (const [field, text] of [
    ["redirectUrl", "5"],
    ["redirectUrl", JSON.stringify("u".repeat(2001))],
    ["redirectUrl", '"https://pay.test.paymennt.com/checkout/\\u202eabc"'],
    ["redirectUrl", '"https://pay.test.paymennt.com/\\tcheckout"'],
    ["displayId", "[]"],
    ["usedPaymentMethod", "1"],
    ["firebaseDatabase", "1"],
    ["firebaseCollection", '"\\u0000"'],
    ["firebaseDocument", '"a\\u2028b"'],
    ["timestamp", "1772366400000"],
    ["branchId", "1.6E18"],
    ["branchId", "1.5"],
    ["branchId", '"main"'],
    ["branchId", "false"],
  ] as const) {
    it(`reads an answer whose ${field} is ${text.slice(0, 30)} without it: nothing is decided by it`, () =>
      assert.equal(read(remoteCheckoutSchema, minimal, `"${field}":${text}`)[field], null));
  }

  for (const [field, text] of [
    ["requestId", '"ORD-1\\u200b-r1"'],
    ["orderId", '"ORD\\u0000-1"'],
    ["currency", '"A\\u202eED"'],
  ] as const) {
    it(`refuses ${field} ${text}: repaired it could be another's`, () =>
      assert.equal(pathOfIssue(remoteCheckoutSchema, minimal, `"${field}":${text}`), field));
  }

  for (const [text, kept] of [
    ['"PA\\u0000ID"', "PA\u{fffd}ID"],
    ['" PAID "', "\u{fffd}PAID"],
    ['"\\u202e"', "\u{fffd}"],
    ['" "', "\u{fffd}"],
    [JSON.stringify("P".repeat(101)), "P".repeat(99)],
    ['"PAID by user@example.com with 4111111111111111"', "PAID by u***@example.com with ***11"],
  ] as const) {
    it(`keeps of the status ${text.slice(0, 30)} what can be shown, and gives it no meaning`, () => {
      const { id } = minimal;
      const { status, providerStatus } = read(remoteCheckoutSchema, { id }, `"status":${text}`);
      assert.deepEqual({ status, providerStatus }, { status: null, providerStatus: kept });
    });
  }

  it("shows of a display id and a method what can be read, and no personal data", () => {
    const fields = '"displayId":"QS\\u202e3\\u0007IM5","usedPaymentMethod":"Visa 4111 1111 1111 1111"';
    const { displayId, usedPaymentMethod } = read(remoteCheckoutSchema, minimal, fields);
    assert.deepEqual([displayId, usedPaymentMethod], ["QS3IM5", "Visa ***11"]);
  });

  for (const field of ["id", "status"] as const) {
    it(`refuses an answer without ${field}`, () =>
      assert.equal(pathOfIssue(remoteCheckoutSchema, { ...minimal, [field]: undefined }), field));
  }

  for (const text of ["null", "5", '"PAID"', "[]", "true"]) {
    it(`refuses ${text} in place of a checkout`, () =>
      assert.equal(remoteCheckoutSchema.safeParse(parse(text)).success, false));
  }
});

describe("createdLinkSchema", () => {
  it("reads a link with its page", () => {
    const link = read(createdLinkSchema, { ...minimal, redirectUrl: "https://pay.example/checkout/k" });
    assert.equal(link.redirectUrl, "https://pay.example/checkout/k");
    assert.equal(link.status, "PENDING");
  });

  for (const [what, fields] of [
    ["absent", minimal],
    ["null", { ...minimal, redirectUrl: null }],
    ["empty", { ...minimal, redirectUrl: "" }],
  ] as const) {
    it(`refuses a link whose page is ${what}`, () =>
      assert.equal(pathOfIssue(createdLinkSchema, fields), "redirectUrl"));
  }
});

describe("cancelledCheckoutSchema", () => {
  it("reads null, which stands for no answer", () => assert.equal(cancelledCheckoutSchema.parse(null), null));

  it("reads a checkout", () => {
    assert.equal(read(cancelledCheckoutSchema, { ...minimal, status: "Cancelled" })?.status, "CANCELLED");
  });

  it("refuses anything else", () => assert.equal(pathOfIssue(cancelledCheckoutSchema, {}), "id"));
});

describe("searchPageSchema", () => {
  it("reads a page, and counts that are absent as null", () => {
    const page = { page: 0, size: 20, totalPages: 1, totalElements: 1, content: [minimal] };
    assert.deepEqual(read(searchPageSchema, page), { ...page, content: [absent] });
    const none = { page: null, size: null, totalPages: null, totalElements: null };
    assert.deepEqual(read(searchPageSchema, { content: [], page: null }), { ...none, content: [] });
  });

  for (const [what, fields, path] of [
    ["without content", { page: 0 }, "content"],
    ["with content null", { content: null }, "content"],
    ["with a broken checkout", { content: [minimal, { id: "2" }] }, "content.1.status"],
    ["with a negative count", { content: [], totalElements: -1 }, "totalElements"],
    ["with a broken count", { content: [], totalPages: 1.5 }, "totalPages"],
    ["with a count in text", { content: [], size: "20" }, "size"],
  ] as const) {
    it(`refuses a page ${what}`, () => assert.equal(pathOfIssue(searchPageSchema, fields), path));
  }

  it("refuses a count beyond what a number holds", () => {
    const path = pathOfIssue(searchPageSchema, { content: [] }, '"totalElements":9007199254740993');
    assert.equal(path, "totalElements");
  });
});
