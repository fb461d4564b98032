import assert from "node:assert/strict";
import { linesOf } from "../../test/support/written-lines.js";
import { cloudLog } from "./cloud-log.js";

/** The stack of the one line that is written meanwhile, as Error Reporting groups it. */
async function stackOf(act: () => void): Promise<string> {
  const [line] = await linesOf(act);
  return String(line?.jsonPayload.stack_trace);
}

describe("the log", () => {
  it("writes one structured line with the event's name", async () => {
    const lines = await linesOf(() => cloudLog.warn("webhook.refused", { status: 401 }));
    const jsonPayload = { event: "webhook.refused", status: 401, message: "webhook.refused" };
    assert.deepEqual(lines, [{ severity: "WARNING", jsonPayload }]);
  });

  it("gives an error the type and the stack that Error Reporting groups by", async () => {
    const fail = () => new Error("orders/ORD-1 is broken");
    const [line] = await linesOf(() => cloudLog.error("callable.failed", { orderId: "ORD-1" }, fail()));
    assert.equal(line?.severity, "ERROR");
    assert.match(String(line?.jsonPayload["@type"]), /ReportedErrorEvent$/);
    const stack = String(line?.jsonPayload.stack_trace);
    assert.match(stack, /^Error: callable\.failed\n +at fail .*log\.spec\.ts/);
  });

  it("keeps what differs from one failure to the next out of the stack", async () => {
    const stack = await stackOf(() => cloudLog.error("callable.failed", {}, new Error("secret\nORD-1")));
    assert.doesNotMatch(stack, /ORD-1|secret/);
  });

  it("names the place of the line when the error has no stack", async () => {
    const bare = Object.assign(new Error("bare"), { stack: "Error: bare" });
    const stack = await stackOf(() => cloudLog.error("checkout.unreadable", {}, bare));
    assert.match(stack, /^Error: checkout\.unreadable\n +at .*log\.spec\.ts/);
  });

  it("names the place of the line where nothing was thrown", async () => {
    const stack = await stackOf(() => cloudLog.error("webhook.not_configured"));
    assert.match(stack, /^Error: webhook\.not_configured\n +at .*log\.spec\.ts/);
  });
});
