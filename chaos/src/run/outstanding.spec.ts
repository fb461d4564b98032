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
const ofVendor = aLedgerCheckout("PAID");

describe("outstanding", () => {
  it("is nothing when order and ledger agree, also on a link that is open", () => {
    assert.deepEqual(outstanding(paid, [ofVendor]), []);
    const open = withAttempt("PENDING", { nextCheckAt: at(60) });
    assert.deepEqual(outstanding(open, [aLedgerCheckout("PENDING")]), []);
  });

  it("names what has to be looked at, searched for or cancelled", () => {
    const leased = [{ requestId: "r", lease: { id: "l", until: at(0) }, searchAt: at(0) }];
    const requests = [{ requestId: "r", lease: null, searchAt: at(0) }];
    const anomaly = { code: "amount_absent", seen: "PAID" };
    const attempts = { [FIRST]: anAttempt("PAID"), [SECOND]: anAttempt("PENDING", { attempt: 2 }) };
    const second = (status: "PENDING" | "EXPIRED") => aLedgerCheckout(status, { id: SECOND });
    for (const [order, ledger, words] of [
      [withAttempt("PENDING"), [ofVendor], /is PENDING, at the vendor PAID/],
      [paid, [aLedgerCheckout("PAID", { totalRefundedMinor: 5 })], /at the vendor/],
      [paid, [ofVendor, second("EXPIRED")], /not known/],
      [{ ...paid, requests: leased }, [ofVendor], /being made/],
      [{ ...paid, requests }, [ofVendor], /searched for/],
      [withAttempt("PAID", { anomaly }), [ofVendor], /amount_absent/],
      [withAttempt("PAID", { followUp: 1, nextCheckAt: at(9) }), [ofVendor], /read again/],
      [{ ...paid, attempts }, [ofVendor, second("PENDING")], /to be cancelled/],
    ] as const)
      assert.match(outstanding(order, ledger).join(), words);
  });

  it("leaves out less money that was seen and waits for its second look", () => {
    const decrease = { status: "PAID", totalRefundedMinor: 0, since: at(5) };
    const order = withAttempt("CHARGEBACK", { decrease });
    assert.deepEqual(outstanding(order, [ofVendor]), []);
    assert.notDeepEqual(outstanding(order, [aLedgerCheckout("REFUNDED")]), []);
  });
});
