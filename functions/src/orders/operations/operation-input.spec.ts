import assert from "node:assert/strict";
import { refundInput, resolutionInput } from "./operation-input.js";

describe("resolutionInput", () => {
  const takes = (decision: string, length: number) =>
    resolutionInput.safeParse({ orderId: "ORD-1", decision, note: "x".repeat(length) }).success;

  it("takes no note for a refund that refundPayment would not take as its reason", () => {
    const repeated = { orderId: "ORD-1", referenceId: "amount-differs-1" };
    for (const length of [1, 200, 201, 500]) {
      const { success } = refundInput.safeParse({ ...repeated, reason: "x".repeat(length) });
      assert.equal(takes("refund_payment", length), success, `${length} characters`);
    }
    assert.deepEqual([takes("keep_order", 500), takes("keep_order", 501)], [true, false]);
  });
});
