import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { anAttempt, anOrder, at, FIRST } from "../../../test/fixtures/orders.js";
import { recordedLog } from "../../../test/support/recorded-log.js";
import { finish } from "../transition/finish.js";
import { ALARMING, logFacts } from "./log-facts.js";

describe("logFacts", () => {
  it("alarms of a payment after one was undone: nobody knows what was delivered", () => {
    const paidBefore = (status: "CANCELLED" | "PAID") =>
      anOrder({ paidAt: at(0), attempts: { [FIRST]: anAttempt({ status, paidAt: at(0) }) } });
    const [before, after] = [paidBefore("CANCELLED"), paidBefore("PAID")];
    const { events } = finish(before, { after, cause: { at: at(9), source: "webhook" } });
    const { lines, log } = recordedLog();
    logFacts(log, "ORD-1", events);
    assert.equal(lines.find(({ event }) => event === "order.paid_again")?.level, "error");
  });

  it("alarms of nothing that the problems' metric does not count", () => {
    const path = "../../../../monitoring/metrics/pointcheckout-problems.json";
    const { filter } = JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8"));
    for (const type of ALARMING) assert.ok(filter.includes(type.replace(".", "[.]")), type);
  });
});
