import assert from "node:assert/strict";
import type { TFunction } from "i18next";
import type { OrderEventType } from "pointcheckout-firebase-client";
import { eventDetail } from "./event-detail.js";
import { PROBLEM_TEXTS } from "./problem-texts.js";

const t = ((key: string) => key) as unknown as TFunction;

describe("the code of an event of the history", () => {
  for (const language of ["en", "ar"] as const) {
    const problems = PROBLEM_TEXTS[language];
    const details: [OrderEventType, detail: string | null, words: string | null][] = [
      ["order.problem", "paid_twice", problems.paid_twice.meaning],
      ["order.problem", "refund_unknown: web-1", problems.refund_unknown.meaning],
      ["operation.resolve", "keep_order paid_twice", `decisions.keep_order · ${problems.paid_twice.meaning}`],
      ["operation.extend", "expires_in_4320", "validity.m4320"],
      ["operation.extend", "expires_in_90", null],
      ["order.late_success", "EXPIRED", "status.EXPIRED"],
      ["operation.refund_settled", "abandoned", "refundState.abandoned"],
      ["order.link_created", "ORD-1-r1", null],
      ["order.paid", null, null],
    ];
    for (const [type, detail, words] of details)
      it(`is ${words ? "in words" : "as it is"} of ${type} with ${detail}: ${language}`, () => {
        assert.equal(eventDetail({ type, detail }, t, language), words);
      });
  }
});
