import assert from "node:assert/strict";
import {
  aLedgerCheckout,
  anAttempt,
  aPaidOrder,
  at,
  FIRST,
  SECOND,
} from "../../test/fixtures/order-facts.js";
import type { OrderDocument } from "../world/documents.js";
import { outstanding } from "./outstanding.js";

const paid = aPaidOrder().order as OrderDocument;
const withAttempt = (status: string, more: Parameters<typeof anAttempt>[1] = {}): OrderDocument => ({
  ...paid,
  attempts: { [FIRST]: anAttempt(status, more) },
});

describe("outstanding", () => {
  it("is nothing when order and ledger agree, also on a link that is open", () => {
    assert.deepEqual(outstanding(paid, [aLedgerCheckout("PAID")]), []);
    const open = withAttempt("PENDING", { nextCheckAt: at(60) });
    assert.deepEqual(outstanding(open, [aLedgerCheckout("PENDING")]), []);
  });

  it("names what has to be looked at, searched for or cancelled", () => {
    const differs = outstanding(withAttempt("PENDING"), [aLedgerCheckout("PAID")]);
    assert.match(differs.join(), /is PENDING, at the vendor PAID/);
    assert.match(
      outstanding(paid, [aLedgerCheckout("PAID", { totalRefundedMinor: 5 })]).join(),
      /at the vendor/,
    );
    const unknown = outstanding(paid, [aLedgerCheckout("PAID"), aLedgerCheckout("EXPIRED", { id: SECOND })]);
    assert.match(unknown.join(), /not known/);
    const leased = [{ requestId: "r", lease: { id: "l", until: at(0) }, searchAt: at(0) }];
    assert.match(outstanding({ ...paid, requests: leased }, [aLedgerCheckout("PAID")]).join(), /being made/);
    const requests = [{ requestId: "r", lease: null, searchAt: at(0) }];
    assert.match(outstanding({ ...paid, requests }, [aLedgerCheckout("PAID")]).join(), /searched for/);
    const anomaly = { code: "amount_absent", seen: "PAID" };
    assert.match(
      outstanding(withAttempt("PAID", { anomaly }), [aLedgerCheckout("PAID")]).join(),
      /amount_absent/,
    );
    const followUp = withAttempt("PAID", { followUp: 1, nextCheckAt: at(9) });
    assert.match(outstanding(followUp, [aLedgerCheckout("PAID")]).join(), /read again/);
    const attempts = { [FIRST]: anAttempt("PAID"), [SECOND]: anAttempt("PENDING", { attempt: 2 }) };
    const beside = outstanding({ ...paid, attempts }, [
      aLedgerCheckout("PAID"),
      aLedgerCheckout("PENDING", { id: SECOND }),
    ]);
    assert.match(beside.join(), /to be cancelled/);
  });

  it("leaves out less money that was seen and waits for its second look", () => {
    const decrease = { status: "PAID", totalRefundedMinor: 0, since: at(5) };
    assert.deepEqual(outstanding(withAttempt("CHARGEBACK", { decrease }), [aLedgerCheckout("PAID")]), []);
    assert.notDeepEqual(
      outstanding(withAttempt("CHARGEBACK", { decrease }), [aLedgerCheckout("REFUNDED")]),
      [],
    );
  });
});
