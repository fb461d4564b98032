import assert from "node:assert/strict";
import {
  aLeased,
  anAttempt,
  anOrder,
  anOrderAt,
  aRequest,
  at,
  FIRST,
  SECOND,
} from "../../test/fixtures/orders.js";
import { PROVIDER_STATUSES } from "../pointcheckout/responses.js";
import { isPendingRelevant } from "./receive-webhook.js";

describe("a notification that a checkout is PENDING", () => {
  for (const status of PROVIDER_STATUSES) {
    const isRelevant = status !== "PENDING";
    it(`needs ${isRelevant ? "a" : "no"} read of a checkout that is ${status}`, () => {
      assert.equal(isPendingRelevant(anOrderAt(status), FIRST), isRelevant);
    });
  }

  const odd = {
    "that was never observed": { providerStatus: "" },
    "of which the vendor spoke last in words that nobody knows": { providerStatus: "SETTLING" },
    "that the vendor called PAID without an amount": { providerStatus: "PAID" },
    "with an anomaly": { anomaly: { code: "amount_absent", seen: "PAID" } },
    "of which the last read failed": { failedAt: at(5), failures: 1 },
  } as const;
  for (const [what, fields] of Object.entries(odd)) {
    it(`needs a read of a checkout ${what}`, () => {
      assert.ok(isPendingRelevant(anOrderAt("PENDING", fields), FIRST));
    });
  }

  it("needs a read of a checkout that the order does not have, unless its link is being made", () => {
    const attempts = { [SECOND]: anAttempt() };
    assert.ok(isPendingRelevant(anOrder({ attempts }), FIRST));
    assert.ok(isPendingRelevant(anOrder({ attempts, requests: [aRequest()] }), FIRST));
    assert.equal(isPendingRelevant(anOrder({ attempts, requests: [aLeased(900)] }), FIRST), false);
  });

  it("needs a read of an ended link while the next one is being made", () => {
    const attempts = { [FIRST]: anAttempt({ status: "EXPIRED" }) };
    assert.ok(isPendingRelevant(anOrder({ attempts, requests: [aLeased(900)] }), FIRST));
  });
});
