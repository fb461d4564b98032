import assert from "node:assert/strict";

import { PointCheckoutError, type PointCheckoutErrorDetails } from "./errors.js";

const operation = "POST checkout/link";

describe("PointCheckoutError", () => {
  const outcomes: [
    Omit<PointCheckoutErrorDetails, "operation">,
    { retryable: boolean; ambiguous: boolean },
  ][] = [
    [{ kind: "network" }, { retryable: true, ambiguous: true }],
    [
      { kind: "network", sent: true },
      { retryable: true, ambiguous: true },
    ],
    [
      { kind: "network", sent: false },
      { retryable: true, ambiguous: false },
    ],
    [{ kind: "timeout" }, { retryable: true, ambiguous: true }],
    [
      { kind: "unavailable", status: 500 },
      { retryable: true, ambiguous: true },
    ],
    [
      { kind: "unavailable", status: 503 },
      { retryable: true, ambiguous: true },
    ],
    [
      { kind: "unavailable", status: 408 },
      { retryable: true, ambiguous: true },
    ],
    [
      { kind: "unavailable", status: 425 },
      { retryable: true, ambiguous: false },
    ],
    [
      { kind: "unavailable", status: 429 },
      { retryable: true, ambiguous: false },
    ],
    [{ kind: "unreadable" }, { retryable: true, ambiguous: true }],
    [
      { kind: "unreadable", status: 200 },
      { retryable: true, ambiguous: true },
    ],
    [
      { kind: "unreadable", status: 302 },
      { retryable: true, ambiguous: true },
    ],
    [
      { kind: "unreadable", status: 400 },
      { retryable: true, ambiguous: false },
    ],
    [
      { kind: "rejected", status: 400 },
      { retryable: false, ambiguous: false },
    ],
    [
      { kind: "rejected", status: 200 },
      { retryable: false, ambiguous: false },
    ],
    [
      { kind: "unauthorized", status: 401 },
      { retryable: false, ambiguous: false },
    ],
    [
      { kind: "not_found", status: 404 },
      { retryable: false, ambiguous: false },
    ],
    [
      { kind: "contract", status: 200 },
      { retryable: false, ambiguous: true },
    ],
  ];
  for (const [details, outcome] of outcomes) {
    it(`of ${JSON.stringify(details)} is ${JSON.stringify(outcome)}`, () => {
      const { retryable, ambiguous } = new PointCheckoutError({ ...details, operation });
      assert.deepEqual({ retryable, ambiguous }, outcome);
    });
  }

  it("stops at a kind that slipped past the types", () => {
    const kind: unknown = "mystery";
    const error = new PointCheckoutError({ kind: kind as "network", operation });
    assert.throws(() => error.retryable, TypeError);
    assert.throws(() => error.ambiguous, TypeError);
  });

  it("names status and operation, or the kind where there was no status", () => {
    assert.equal(
      new PointCheckoutError({ kind: "unavailable", status: 502, operation }).message,
      "failed 502: POST checkout/link",
    );
    assert.equal(
      new PointCheckoutError({ kind: "timeout", operation }).message,
      "failed timeout: POST checkout/link",
    );
    assert.equal(
      new PointCheckoutError({ kind: "contract", status: 200, operation, detail: "result.id: missing" })
        .message,
      "failed 200: POST checkout/link: result.id: missing",
    );
  });

  it("carries what its maker knew", () => {
    const cause = { name: "Error", code: "ECONNRESET", message: "read ECONNRESET" };
    const error = new PointCheckoutError({
      kind: "rejected",
      operation,
      status: 400,
      retryAfterMs: 5,
      vendorMessage: "No",
      cause,
    });
    assert.equal(error.name, "PointCheckoutError");
    assert.equal(error.kind, "rejected");
    assert.equal(error.operation, operation);
    assert.equal(error.status, 400);
    assert.equal(error.retryAfterMs, 5);
    assert.equal(error.vendorMessage, "No");
    assert.equal(error.sent, true);
    assert.deepEqual(error.cause, cause);
    assert.ok(error instanceof Error);
  });
});
