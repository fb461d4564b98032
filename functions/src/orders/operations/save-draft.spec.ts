import assert from "node:assert/strict";
import {
  anAttempt,
  anOrder,
  at,
  content,
  FIRST,
  LINK_SETTINGS,
  SECOND,
  secondsOf,
} from "../../../test/fixtures/orders.js";
import { memoryStores } from "../../../test/memory/memory-stores.js";
import { PROVIDER_STATUSES } from "../../pointcheckout/responses.js";
import { planCreation } from "../link/plan-creation.js";
import type { Attempt } from "../model/attempt.js";
import { saveDraft } from "./save-draft.js";

describe("saveDraft", () => {
  const amount = { minor: 2000, currency: "AED", exponent: 2 };
  const other = { ...content, amount, description: "Three tickets" };

  async function codesFor(fields: Partial<Attempt>, later: Record<string, Attempt> = {}) {
    const { database, orders } = memoryStores(100);
    database.put(anOrder({ amount, attempts: { [FIRST]: anAttempt(fields), ...later } }));
    const snapshot = await orders.read("ORD-1");
    const command = { orderId: "ORD-1", content: other, customerUid: null };
    const context = { leaseId: "lease", confirmed: new Set([FIRST]), searched: new Set<string>() };
    const draft = saveDraft({ orders, settings: { livemode: false } }, { orderId: "ORD-1", content: other });
    return {
      saved: await draft.then(
        () => "saved",
        ({ code }) => code,
      ),
      planned: await Promise.resolve()
        .then(() => planCreation(snapshot, command, LINK_SETTINGS, context).kind)
        .catch(({ code }) => code),
    };
  }

  for (const status of PROVIDER_STATUSES) {
    const isPaid = ["PAID", "PARTIALLY_REFUNDED", "REFUNDED", "CHARGEBACK"].includes(status);
    const isUnderway = ["AUTHORIZED", "PENDING_CONFIRMATION"].includes(status);
    it(`${isPaid || isUnderway ? "refuses" : "takes"} other content of an order that is ${status}`, async () => {
      const { saved } = await codesFor({ status });
      assert.equal(saved, isPaid || isUnderway ? "already-exists" : "saved");
    });
  }

  it("refuses other content while the bank confirms a payment by an earlier link", async () => {
    const ended = { [SECOND]: anAttempt({ attempt: 2, status: "EXPIRED" }) };
    const codes = await codesFor({ status: "PENDING_CONFIRMATION" }, ended);
    assert.deepEqual(codes, { saved: "already-exists", planned: "failed-precondition" });
  });

  it("refuses other words while a link for the amount is live", async () => {
    assert.equal((await codesFor({ amount })).saved, "already-exists");
  });

  it("has a payment for another amount read at once when the amount is corrected to it", async () => {
    for (const [minor, due] of [
      [1000, 100],
      [3000, 86_400],
    ] as const) {
      const { database, orders } = memoryStores(100);
      const paid = anAttempt({ status: "PAID", counts: null, nextCheckAt: at(86_400) });
      database.put(anOrder({ amount, attempts: { [FIRST]: paid } }));
      const corrected = { ...content, amount: { ...amount, minor } };
      await saveDraft({ orders, settings: { livemode: false } }, { orderId: "ORD-1", content: corrected });
      const { order } = await orders.read("ORD-1");
      assert.equal(Math.floor(secondsOf(order?.nextCheckAt ?? null) ?? 0), due);
    }
  });

  it("takes other content after a payment for another amount was refunded, as a creation does", async () => {
    const refunded = { status: "REFUNDED", counts: null, totalRefundedMinor: 1000 } as const;
    assert.deepEqual(await codesFor(refunded), { saved: "saved", planned: "reserve" });
  });
});
