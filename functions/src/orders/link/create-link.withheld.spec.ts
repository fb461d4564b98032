import assert from "node:assert/strict";
import { anAttempt, anOrder, FIRST } from "../../../test/fixtures/orders.js";
import { aLinkDesk } from "../../../test/support/link-desk.js";
import type { Attempt } from "../model/attempt.js";

/** Asks for the link of an order whose present attempt has these fields. */
function ask(fields: Partial<Attempt>) {
  const { database, create } = aLinkDesk();
  database.put(anOrder({ attempts: { [FIRST]: anAttempt(fields) } }));
  return create({ content: null });
}

describe("createLink, a live link that must not be shown", () => {
  const anomaly = { code: "identity_mismatch", seen: "amount" } as const;
  const message = /another order, amount or currency than was asked for\. The link is withheld\./;

  it("is withheld while the vendor's answers are about another amount, also when the order was kept", async () => {
    await assert.rejects(ask({ anomaly }), { code: "failed-precondition", message });
    await assert.rejects(ask({ anomaly, url: null }), { message });
    await assert.rejects(ask({ resolution: { decision: "keep_order", ...anomaly } }), { message });
  });

  it("is withheld when its host is not allowed", () =>
    assert.rejects(ask({ url: null }), { code: "failed-precondition", message: /POINTCHECKOUT_LINK_HOSTS/ }));

  it("is returned otherwise", async () => {
    assert.equal((await ask({})).checkoutId, FIRST);
    const other = { code: "contract_violation", seen: "contract" } as const;
    assert.equal((await ask({ anomaly: other })).checkoutId, FIRST);
  });
});
