import assert from "node:assert/strict";
import { anAttempt, anObservation, aRemote } from "../../../test/fixtures/orders.js";
import { observe } from "./observe.js";

describe("observe", () => {
  it("ends the problem of a failed read by any read that succeeds, whatever its status", () => {
    const failed = anAttempt({ anomaly: { code: "credentials_rejected", seen: "unauthorized" } });
    const remote = aRemote({ status: null, providerStatus: "SOMETHING_NEW" });
    assert.equal(observe(failed, { kind: "unknown-status" }, anObservation(remote), null).anomaly, null);
    const breach = anAttempt({ anomaly: { code: "unpaid_after_paid", seen: "FAILED" } });
    assert.notEqual(observe(breach, { kind: "unknown-status" }, anObservation(remote), null).anomaly, null);
  });

  it("stops at an outcome that nobody has written down, instead of storing half an attempt", () => {
    const other = { kind: "other" } as never;
    assert.throws(() => observe(anAttempt(), other, anObservation(aRemote()), null), TypeError);
  });
});
