import assert from "node:assert/strict";
import fc from "fast-check";
import type * as z from "zod";
import { budget } from "../../../test/budget.js";
import { prove } from "../../../test/prove.js";
import { anObservation, anOrder, anOrderAt, aRemote, FIRST, observe } from "../../test/fixtures/orders.js";
import { hostile, hostileText, objectOf, raw, spoilt } from "../../test/support/hostile-json.js";
import { parseOrder } from "../orders/store/order-document.js";
import { unwrapAnswer } from "./envelope.js";
import { PointCheckoutError } from "./errors.js";
import {
  branchesSchema,
  cancelledCheckoutSchema,
  confirmedSchema,
  createdLinkSchema,
  listingPageSchema,
  remoteCheckoutSchema,
  remotePaymentSchema,
  searchPageSchema,
} from "./responses.js";

const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

const { status: _, providerStatus, ...others } = aRemote({ status: "PAID", totalRefunded: "0" });
const PAID = raw({ ...others, status: providerStatus });

/** What no decision depends on. */
const PLACE = ["firebaseDatabase", "firebaseCollection", "firebaseDocument"];
const SHOWN = ["redirectUrl", "displayId", "usedPaymentMethod", "timestamp", "branchId", "customer"];
const COSMETIC = [...PLACE, ...SHOWN, "__proto__"];

const OF_PAYMENT = ["status", "checkoutDetails", "currency", "amount", "__proto__"];
const PAGE = { page: 0, size: 20, totalPages: 1, totalElements: 1 };

const anyCheckout = spoilt(PAID, [...Object.keys(PAID), ...COSMETIC]);

const ENDPOINTS: Record<string, { schema: z.ZodType; result: fc.Arbitrary<string> }> = {
  "GET checkout/{id}": { schema: remoteCheckoutSchema, result: anyCheckout.map(objectOf) },
  "POST checkout/link": { schema: createdLinkSchema, result: anyCheckout.map(objectOf) },
  "POST checkout/{id}/cancel": {
    schema: cancelledCheckoutSchema,
    result: fc.oneof(anyCheckout.map(objectOf), hostile),
  },
  "POST checkout/{id}/refund": { schema: confirmedSchema, result: hostile },
  "POST payment/{id}/capture": { schema: confirmedSchema, result: hostile },
  "GET payment/{id}": {
    schema: remotePaymentSchema,
    result: fc
      .tuple(
        spoilt(raw({ status: "AUTHORIZED", amount: "10.00", currency: "AED" }), OF_PAYMENT),
        spoilt(raw({ id: FIRST, orderId: "ORD-1", requestId: "ORD-1-r1" }), ["id", "orderId", "requestId"]),
      )
      .map(([payment, details]) => objectOf({ checkoutDetails: objectOf(details), ...payment })),
  },
  "GET branches": {
    schema: branchesSchema,
    result: fc
      .array(spoilt(raw({ id: "1", name: "Main" }), ["id", "name", "x"]), { maxLength: 4 })
      .map((all) => `[${all.map(objectOf).join()}]`),
  },
  ...Object.fromEntries(
    [
      ["GET checkout", searchPageSchema],
      ["GET checkout (listing)", listingPageSchema],
    ].map(([operation, schema]) => [
      operation,
      {
        schema: schema as z.ZodType,
        result: fc
          .tuple(spoilt(raw(PAGE), [...Object.keys(PAGE), "x"]), fc.array(anyCheckout, { maxLength: 3 }))
          .map(([page, all]) => objectOf({ ...page, content: `[${all.map(objectOf).join()}]` })),
      },
    ]),
  ),
};

const secrets = ["the-key", "the-secret"];

function read<T>(operation: string, result: z.ZodType<T>, body: string, status = 200): T {
  return unwrapAnswer({ status, body, retryAfterMs: undefined }, { operation, result }, secrets);
}

/** Everything within a value is small, printable, of own keys, and every number is exact. */
function assertHarmless(value: unknown, depth = 0): void {
  assert.ok(depth < 10, "nested deeply");
  if (typeof value === "string") {
    assert.ok(value.length <= 2_000, `${value.length} characters`);
    assert.doesNotMatch(value, INVISIBLE);
  } else if (typeof value === "number") {
    assert.ok(Number.isSafeInteger(value), `${value}`);
  } else if (typeof value === "object" && value !== null) {
    assert.ok(Object.getPrototypeOf(value) === Object.prototype || Array.isArray(value), "another prototype");
    for (const [name, inner] of Object.entries(value)) {
      assert.notEqual(name, "__proto__");
      assertHarmless(inner, depth + 1);
    }
  }
}

function assertHarmlessError(error: unknown): void {
  assert.ok(error instanceof PointCheckoutError, String(error));
  const { kind, message, vendorMessage = "", cause, stack = "" } = error;
  assert.ok(
    ["rejected", "unreadable", "contract", "unavailable", "unauthorized", "not_found"].includes(kind),
    kind,
  );
  for (const text of [message, vendorMessage, JSON.stringify(cause ?? null)]) {
    assert.ok(text.length < 2_000, `${text.length} characters`);
    assert.doesNotMatch(text, INVISIBLE);
  }
  assert.ok(stack.length < 20_000);
}

/** What comes of an answer, asserted to be harmless; null for an error. */
function outcome<T>(operation: string, schema: z.ZodType<T>, body: string, status?: number): T | null {
  let value: T;
  try {
    value = read(operation, schema, body, status);
  } catch (error) {
    assertHarmlessError(error);
    return null;
  }
  assertHarmless(value);
  return value;
}

const success = (result: string) => `{"success":true,"elapsed":1,"result":${result}}`;

describe("hostile answers of the vendor", () => {
  for (const [operation, { schema, result }] of Object.entries(ENDPOINTS)) {
    it(`are read harmlessly, or refused in harmless words: ${operation}`, () => {
      const property = fc.property(result, (text) => {
        outcome(operation, schema, success(text));
        assert.equal(Object(Object.prototype).status, undefined);
      });
      prove("hostile answers of the vendor", property, budget.hostileAnswers);
    });
  }

  it("are refused in harmless words when they say no, at whatever status", () => {
    const statuses = fc.constantFrom(200, 302, 400, 401, 403, 404, 422, 429, 500, 503);
    const body = fc.oneof(
      hostile.map((error) => `{"success":false,"error":${error}}`),
      hostile,
      hostileText.map((text) => `<html><body>${text}</body></html>`),
    );
    const property = fc.property(statuses, body, (status, text) => {
      assert.equal(outcome("GET checkout/{id}", remoteCheckoutSchema, text, status), null);
    });
    prove("hostile answers of the vendor", property, budget.hostileAnswers);
  });

  it("never keep a paid order from being paid by what nothing is decided by", () => {
    const property = fc.property(spoilt(PAID, COSMETIC), (fields) => {
      // Not JSON at all is no answer, whatever it was meant to say.
      fc.pre(isJson(objectOf(fields)));
      const remote = outcome("GET checkout/{id}", remoteCheckoutSchema, success(objectOf(fields)));
      assert.ok(remote);
      const { order } = observe(anOrder(), anObservation(remote));
      assert.deepEqual([order.status, order.problem], ["PAID", null]);
    });
    prove("hostile answers of the vendor", property, budget.hostileAnswers);
  });

  it("move an order only as their known status says, and leave a document of the documented form", () => {
    const starts = [anOrder(), anOrderAt("AUTHORIZED"), anOrderAt("PAID"), anOrderAt("CANCELLED")];
    const property = fc.property(anyCheckout, fc.constantFrom(...starts), (fields, start) => {
      const remote = outcome("GET checkout/{id}", remoteCheckoutSchema, success(objectOf(fields)));
      if (!remote) return;
      const { order, events } = observe(start, anObservation(remote));
      assertHarmless(order);
      assertHarmless(events);
      assert.ok(parseOrder(order.orderId, order));
      if (remote.status === null) assert.equal(order.status, start.status);
    });
    prove("hostile answers of the vendor", property, budget.hostileAnswers);
  });
});

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};
