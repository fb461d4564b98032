import assert from "node:assert/strict";

import { AxiosError } from "axios";
import { toTransportError } from "./http.js";

const context = { operation: "POST checkout/link", timedOut: false, secrets: [] };

function systemError(code: string, syscall?: string): Error {
  return Object.assign(new Error(code), { code, ...(syscall && { syscall }) });
}

/** As the HTTP library wraps it: our view of the system's error is through its cause. */
function wrap(error: Error & { code?: string }): AxiosError {
  return AxiosError.from(error, error.code);
}

describe("toTransportError", () => {
  for (const [what, error] of [
    ["a refused connection", systemError("ECONNREFUSED", "connect")],
    ["a connection that was never made", systemError("ETIMEDOUT", "connect")],
    ["an unknown host", systemError("ENOTFOUND", "getaddrinfo")],
    ["a name server out of order", systemError("EAI_AGAIN", "getaddrinfo")],
    ["a self-signed certificate", systemError("DEPTH_ZERO_SELF_SIGNED_CERT")],
    ["an unknown certificate authority", systemError("UNABLE_TO_GET_ISSUER_CERT_LOCALLY")],
    ["an incomplete certificate chain", systemError("UNABLE_TO_VERIFY_LEAF_SIGNATURE")],
    ["an expired certificate", systemError("CERT_HAS_EXPIRED")],
    ["a certificate for another host", systemError("ERR_TLS_CERT_ALTNAME_INVALID")],
    ["a certificate for another host, by its other name", systemError("HOSTNAME_MISMATCH")],
    [
      "several addresses that all refused",
      new AggregateError([systemError("ECONNREFUSED", "connect"), systemError("ENETUNREACH", "connect")]),
    ],
  ] as const) {
    it(`knows that nothing was sent after ${what}`, () => {
      const failure = toTransportError(wrap(error), context);
      assert.deepEqual([failure.kind, failure.sent], ["network", false]);
    });
  }

  for (const [what, error] of [
    ["a reset", systemError("ECONNRESET", "read")],
    ["a broken pipe", systemError("EPIPE", "write")],
    ["a failure of TLS that may have come at any time", systemError("EPROTO", "write")],
    ["a lost route on a standing connection", systemError("EHOSTUNREACH", "read")],
    ["a garbled answer", systemError("HPE_INVALID_CONSTANT")],
    ["an error without a code", new Error("socket hang up")],
    [
      "several errors, one of them a reset",
      new AggregateError([systemError("ECONNREFUSED", "connect"), systemError("ECONNRESET", "read")]),
    ],
    ["several errors of which none is named", new AggregateError([])],
    ["a code that is no text", Object.assign(new Error("odd"), { code: 7 })],
  ] as const) {
    it(`does not rule out that the request arrived after ${what}`, () => {
      const failure = toTransportError(wrap(error as Error), context);
      assert.deepEqual([failure.kind, failure.sent], ["network", true]);
    });
  }

  it("does not rule it out after something thrown that is no error", () => {
    assert.equal(toTransportError("odd", context).ambiguous, true);
  });

  it("calls everything after the deadline a timeout", () => {
    const refused = wrap(systemError("ECONNREFUSED", "connect"));
    assert.equal(toTransportError(refused, { ...context, timedOut: true }).kind, "timeout");
  });

  it("calls an oversized answer unreadable", () => {
    const failure = toTransportError(new AxiosError("too large", AxiosError.ERR_BAD_RESPONSE), context);
    assert.equal(failure.kind, "unreadable");
    assert.equal(failure.message, "failed unreadable: POST checkout/link: the body is too large");
  });

  it("keeps name, code and message of the cause", () => {
    assert.deepEqual(toTransportError(wrap(systemError("ECONNRESET", "read")), context).cause, {
      name: "Error",
      code: "ECONNRESET",
      message: "ECONNRESET",
    });
  });
});
