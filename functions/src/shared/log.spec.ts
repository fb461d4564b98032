import assert from "node:assert/strict";
import { captureOutput } from "../../test/support/written-lines.js";
import { cloudLog } from "./cloud-log.js";

/** What is written to the process's output meanwhile, line by line. */
function written(act: () => void): Record<string, string>[] {
  const lines: string[] = [];
  const release = captureOutput((text) => lines.push(...text.split("\n").filter(Boolean)));
  try {
    act();
  } finally {
    release();
  }
  return lines.map((line) => JSON.parse(line) as Record<string, string>);
}

describe("the log", () => {
  it("writes one structured line with the event's name", () => {
    const [line, ...more] = written(() => cloudLog.warn("webhook.refused", { status: 401 }));
    assert.deepEqual(line, {
      event: "webhook.refused",
      status: 401,
      severity: "WARNING",
      message: "webhook.refused",
    });
    assert.deepEqual(more, []);
  });

  it("gives an error the type and the stack that Error Reporting groups by", () => {
    const fail = () => new Error("orders/ORD-1 is broken");
    const [line] = written(() => cloudLog.error("callable.failed", { orderId: "ORD-1" }, fail()));
    assert.equal(line?.severity, "ERROR");
    assert.match(line?.["@type"] ?? "", /ReportedErrorEvent$/);
    assert.match(line?.stack_trace ?? "", /^Error: callable\.failed\n +at fail .*log\.spec\.ts/);
  });

  it("keeps what differs from one failure to the next out of the stack", () => {
    const [line] = written(() => cloudLog.error("callable.failed", {}, new Error("secret\nORD-1")));
    assert.doesNotMatch(line?.stack_trace ?? "", /ORD-1|secret/);
  });

  it("names the place of the line when the error has no stack", () => {
    const bare = Object.assign(new Error("bare"), { stack: "Error: bare" });
    const [line] = written(() => cloudLog.error("checkout.unreadable", {}, bare));
    assert.match(line?.stack_trace ?? "", /^Error: checkout\.unreadable\n +at .*log\.spec\.ts/);
  });

  it("names the place of the line where nothing was thrown", () => {
    const [line] = written(() => cloudLog.error("webhook.not_configured"));
    assert.match(line?.stack_trace ?? "", /^Error: webhook\.not_configured\n +at .*log\.spec\.ts/);
  });
});
