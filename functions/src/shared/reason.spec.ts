import assert from "node:assert/strict";
import { restoreEnvironment } from "../../../test/restore-environment.js";
import { framesOf, reasonOf, withCleanErrors } from "./reason.js";

const planted = {
  POINTCHECKOUT_API_SECRET: "a-secret/1",
  POINTCHECKOUT_WEBHOOK_SECRETS: "whsec_b25l whsec_dHdv",
};

describe("why something failed", () => {
  restoreEnvironment();
  beforeEach(() => void Object.assign(process.env, planted));

  for (const [what, thrown, reason] of [
    [
      "an error",
      new TypeError("no a-secret/1 for user@example.com"),
      "TypeError: no [redacted] for u***@example.com",
    ],
    ["a text", "whsec_dHdv and b25l", "[redacted] and [redacted]"],
    ["a secret in a URL", "?k=a-secret%2F1", "?k=[redacted]"],
    ["a secret with something invisible in it", "a-sec\u200bret/\u00001", "[redacted]"],
    ["nothing", undefined, "undefined"],
    ["what cannot be written down", Object.create(null), "unknown"],
    ["several lines", new Error("one\n  at two"), "Error: one at two"],
  ] as const) {
    it(`is reported without secrets: ${what}`, () => assert.equal(reasonOf(thrown), reason));
  }

  it("leaves the platform an error with nothing in it that came from outside", async () => {
    const inner = Object.assign(new Error("a-secret/1\n    at 4111111111111111"), { headers: planted });
    const outer = await withCleanErrors(() => Promise.reject(inner)).catch((error: unknown) => error);
    assert.ok(outer instanceof Error);
    assert.deepEqual(Object.keys(outer), []);
    assert.equal(outer.message, "Error: [redacted] at ***11");
    assert.doesNotMatch(outer.stack ?? "", /4111111111111111|a-secret/);
    assert.match(outer.stack ?? "", /\n {4}at .*reason\.spec\.ts/);
  });

  it("takes no line of a message for a frame", () => {
    const error = new Error("one\n    at ORD-1 (secret)");
    assert.ok(framesOf(error).every((frame) => !frame.includes("ORD-1")));
    assert.ok(framesOf(error).length > 0);
  });
});
