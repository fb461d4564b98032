import assert from "node:assert/strict";

import { PointCheckoutError, type PointCheckoutErrorDetails, toSafeCause } from "./errors.js";

const operation = "POST checkout/link";

describe("PointCheckoutError", () => {
  const outcomes: [
    details: Omit<PointCheckoutErrorDetails, "operation">,
    retryable: boolean,
    ambiguous: boolean,
  ][] = [
    [{ kind: "network" }, true, true],
    [{ kind: "network", sent: true }, true, true],
    [{ kind: "network", sent: false }, true, false],
    [{ kind: "timeout" }, true, true],
    [{ kind: "unavailable", status: 500 }, true, true],
    [{ kind: "unavailable", status: 503 }, true, true],
    [{ kind: "unavailable", status: 408 }, true, true],
    [{ kind: "unavailable", status: 425 }, true, false],
    [{ kind: "unavailable", status: 429 }, true, false],
    [{ kind: "unreadable" }, true, true],
    [{ kind: "unreadable", status: 200 }, true, true],
    [{ kind: "unreadable", status: 302 }, true, true],
    [{ kind: "unreadable", status: 400 }, true, false],
    [{ kind: "rejected", status: 400 }, false, false],
    [{ kind: "rejected", status: 200 }, false, false],
    [{ kind: "unauthorized", status: 401 }, false, false],
    [{ kind: "not_found", status: 404 }, false, false],
    [{ kind: "contract", status: 200 }, false, true],
  ];
  for (const [details, retryable, ambiguous] of outcomes) {
    it(`of ${JSON.stringify(details)} is ${JSON.stringify({ retryable, ambiguous })}`, () => {
      const error = new PointCheckoutError({ ...details, operation });
      assert.deepEqual([error.retryable, error.ambiguous], [retryable, ambiguous]);
    });
  }

  it("stops at a kind that slipped past the types", () => {
    const kind: unknown = "mystery";
    const error = new PointCheckoutError({ kind: kind as "network", operation });
    assert.throws(() => error.retryable, TypeError);
    assert.throws(() => error.ambiguous, TypeError);
  });

  it("names status and operation, or the kind where there was no status", () => {
    const messageOf = (details: Omit<PointCheckoutErrorDetails, "operation">) =>
      new PointCheckoutError({ ...details, operation }).message;
    assert.equal(messageOf({ kind: "unavailable", status: 502 }), "failed 502: POST checkout/link");
    assert.equal(messageOf({ kind: "timeout" }), "failed timeout: POST checkout/link");
    const contract = messageOf({ kind: "contract", status: 200, detail: "result.id: missing" });
    assert.equal(contract, "failed 200: POST checkout/link: result.id: missing");
  });

  it("carries what its maker knew", () => {
    const cause = { name: "Error", code: "ECONNRESET", message: "read ECONNRESET" };
    const details = {
      kind: "rejected",
      operation,
      status: 400,
      retryAfterMs: 5,
      vendorMessage: "No",
      cause,
    } as const;
    const error = new PointCheckoutError(details);
    const { kind, status, retryAfterMs, vendorMessage } = error;
    const carried = { kind, operation: error.operation, status, retryAfterMs, vendorMessage };
    assert.deepEqual({ ...carried, cause: error.cause }, details);
    assert.deepEqual([error.name, error.sent], ["PointCheckoutError", true]);
    assert.ok(error instanceof Error);
  });
});

describe("toSafeCause", () => {
  it("keeps name, code and message only", () => {
    const error = Object.assign(new TypeError("sent key-1234"), { code: "E_KEY", config: { secret: "x" } });
    assert.deepEqual(toSafeCause(error, ["key-1234"]), {
      name: "TypeError",
      code: "E_KEY",
      message: "sent [redacted]",
    });
  });

  it("has no code if the error has none, or one that is no text", () => {
    assert.deepEqual(toSafeCause(new Error("x"), ["key-1234"]), { name: "Error", message: "x" });
    assert.deepEqual(toSafeCause(Object.assign(new Error("x"), { code: 5 }), ["key-1234"]), {
      name: "Error",
      message: "x",
    });
  });

  it("takes something thrown that is no error", () => {
    assert.deepEqual(toSafeCause("key-1234 is bad", ["key-1234"]), {
      name: "Error",
      message: "[redacted] is bad",
    });
  });
});
