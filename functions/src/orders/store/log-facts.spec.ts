import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { anAttempt, anOrder, at, FIRST } from "../../../test/fixtures/orders.js";
import { buildEvents } from "../transition/events.js";
import { ALARMING, logFacts } from "./log-facts.js";

describe("logFacts", () => {
  it("alarms of a payment after one was undone: nobody knows what was delivered", () => {
    const undone = anOrder({
      paidAt: at(0),
      attempts: { [FIRST]: anAttempt({ status: "CANCELLED", paidAt: at(0) }) },
    });
    const again = anOrder({
      paidAt: at(0),
      attempts: { [FIRST]: anAttempt({ status: "PAID", paidAt: at(0) }) },
    });
    const events = buildEvents({
      before: undone,
      after: again,
      cause: { at: at(9), source: "webhook" },
      facts: [],
    });
    const levels: string[] = [];
    const say = (level: string) => (event: string) => void levels.push(`${level} ${event}`);
    logFacts({ info: say("info"), warn: say("warn"), error: say("error") }, "ORD-1", events);
    assert.ok(levels.includes("error order.paid_again"), levels.join(", "));
  });

  it("alarms of nothing that the problems' metric does not count", () => {
    const path = "../../../../monitoring/metrics/pointcheckout-problems.json";
    const { filter } = JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8"));
    for (const type of ALARMING) assert.ok(filter.includes(type.replace(".", "[.]")), type);
  });
});
