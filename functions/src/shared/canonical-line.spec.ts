import assert from "node:assert/strict";
import { setImmediate as turn } from "node:timers/promises";
import { pluck } from "../../../test/pluck.js";
import { recordedLog } from "../../test/support/recorded-log.js";
import { asCanonicalLine, buffered, separately } from "./canonical-line.js";

function recorded() {
  const { lines, log } = recordedLog();
  return { lines, log: buffered(log) };
}

describe("one line a decision", () => {
  it("names the line by the last event, and notes the earlier ones", async () => {
    const { lines, log } = recorded();
    const result = await asCanonicalLine(log, async () => {
      log.info("order.paid", { orderId: "ORD-1", from: "PENDING", detail: null });
      await turn();
      log.info("order.paid", {});
      log.info("checkout.reconciled", { checkoutId: "1", outcome: "moved", reason: undefined });
      return 7;
    });
    assert.equal(result, 7);
    const fields = {
      orderId: "ORD-1",
      from: "PENDING",
      checkoutId: "1",
      outcome: "moved",
      notes: "order.paid",
    };
    assert.deepEqual(lines, [{ level: "info", event: "checkout.reconciled", fields }]);
  });

  it("is as severe as the most severe event, whose fields win over the others' and whose stack it takes", async () => {
    const { lines, log } = recorded();
    const cause = new Error("refused");
    await asCanonicalLine(log, async () => {
      log.error("link.credentials_refused", { reason: "401", by: "note" }, cause);
      log.warn("link.answer_lost", { reason: "timeout" });
      log.info("callable.done", { by: "decision" });
    });
    const fields = { reason: "401", by: "decision", notes: "link.credentials_refused link.answer_lost" };
    assert.deepEqual(lines, [{ level: "error", event: "callable.done", fields, cause }]);
  });

  it("keeps the place of a failure that nothing was thrown for", async () => {
    const { lines, log } = recorded();
    const tellHere = () => log.error("webhook.secret_unusable");
    await asCanonicalLine(log, async () => {
      tellHere();
      log.info("webhook.touched");
    });
    const { cause } = lines[0] ?? {};
    assert.match(String(cause instanceof Error && cause.stack), /webhook\.secret_unusable\n +at tellHere /);
  });

  it("writes the line of work that throws, and lets it throw", async () => {
    const { lines, log } = recorded();
    const work = async () => {
      log.warn("link.answer_lost");
      throw new Error("no store");
    };
    await assert.rejects(asCanonicalLine(log, work), /no store/);
    assert.deepEqual(lines, [{ level: "warn", event: "link.answer_lost", fields: {} }]);
  });

  it("takes a run within a run for a part of it", async () => {
    const { lines, log } = recorded();
    await asCanonicalLine(log, async () => {
      await asCanonicalLine(log, async () => log.info("audit.done", { agreed: 3 }));
      log.info("callable.done");
    });
    const fields = { agreed: 3, notes: "audit.done" };
    assert.deepEqual(lines, [{ level: "info", event: "callable.done", fields }]);
  });

  it("keeps runs beside each other apart", async () => {
    const { lines, log } = recorded();
    const run = (orderId: string) =>
      asCanonicalLine(log, async () => {
        log.info("link.cancelled", { orderId });
        await turn();
        log.info("sweep.order", { touched: 1 });
      });
    await Promise.all([run("ORD-1"), run("ORD-2")]);
    const fields = (orderId: string) => ({ orderId, touched: 1, notes: "link.cancelled" });
    assert.deepEqual(pluck(lines, "fields"), [fields("ORD-1"), fields("ORD-2")]);
  });

  it("writes at once what is logged outside of runs, separately from one, or after it", async () => {
    const { lines, log } = recorded();
    let after = () => {};
    log.info("outside");
    await asCanonicalLine(log, async () => {
      separately(() => log.error("apart", { orderId: "ORD-1" }));
      assert.deepEqual(pluck(lines, "event"), ["outside", "apart"]);
      const late = turn().then(() => log.warn("late"));
      after = () => void late;
      log.info("decided");
    });
    after();
    await turn();
    await turn();
    assert.deepEqual(pluck(lines, "event"), ["outside", "apart", "decided", "late"]);
  });

  it("writes nothing where nothing was logged", async () => {
    const { lines, log } = recorded();
    await asCanonicalLine(log, async () => {});
    assert.deepEqual(lines, []);
  });
});
