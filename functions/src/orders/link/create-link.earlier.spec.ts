import assert from "node:assert/strict";
import { pluck } from "../../../../test/pluck.js";
import { content } from "../../../test/fixtures/orders.js";
import { aLinkDesk } from "../../../test/support/link-desk.js";
import type { CheckoutId } from "../../checkouts/checkout-id.js";
import type { ProviderStatus, RemoteCheckout } from "../../pointcheckout/responses.js";
import { reconcile } from "../reconcile/reconcile.js";

/** An order with two links, of which the first has ended; what the vendor says of the first may be odd. */
async function arrange() {
  const odd: Partial<RemoteCheckout> = {};
  const cancelled: CheckoutId[] = [];
  const desk = aLinkDesk({}, (books) => ({
    getCheckout: async (id) => {
      const remote = await books.getCheckout(id);
      return id === books.ledger[0]?.id ? { ...remote, ...odd } : remote;
    },
    cancelCheckout: async (id) => {
      cancelled.push(id);
      books.change(id, "CANCELLED");
      return null;
    },
  }));
  const { deps, vendor, database, create } = desk;
  /** A backend of the merchant's changes the amount in the document. */
  const edit = (minor: number) => {
    const { fields } = database.orders.get("ORD-1") ?? assert.fail("there is no order");
    database.putOrder("ORD-1", { ...fields, amount: { ...content.amount, minor } }, database.tick());
  };
  const change = async (checkoutId: CheckoutId, status: ProviderStatus) => {
    vendor.change(checkoutId, status);
    const touch = { orderId: "ORD-1", checkoutId, touchedAt: database.tick(), touchedBy: "webhook" } as const;
    await reconcile(deps, touch);
  };
  const first = (await create()).checkoutId;
  await change(first, "FAILED");
  const second = (await create()).checkoutId;
  return { ...desk, change, edit, first, second, odd, cancelled };
}

describe("createLink, when the customer may have paid by an earlier link", () => {
  it("makes no further one, and cancels nothing, while that payment awaits confirmation", async () => {
    const { create, change, first, second, cancelled, vendor } = await arrange();
    await change(second, "EXPIRED");
    await change(first, "PENDING_CONFIRMATION");
    await assert.rejects(create(), { code: "failed-precondition", message: /PENDING_CONFIRMATION/ });
    assert.deepEqual([cancelled, vendor.ledger.length], [[], 2]);
  });

  it("gives, and shows, no open one beside a payment that awaits confirmation", async () => {
    const { create, change, order, first } = await arrange();
    await change(first, "PENDING_CONFIRMATION");
    assert.equal((await order()).link, null);
    await assert.rejects(create(), { code: "failed-precondition" });
  });

  it("counts what was paid once the order's amount is corrected to it, instead of calling it another amount", async () => {
    const { create, change, edit, order, second, vendor } = await arrange();
    edit(2000);
    await change(second, "PAID");
    assert.equal((await order()).problem, "amount_differs");
    edit(1000);
    await assert.rejects(create({ content: null }), {
      code: "failed-precondition",
      message: /This order is PAID/,
    });
    assert.deepEqual([(await order()).status, (await order()).problem], ["PAID", null]);
    assert.equal(vendor.ledger.length, 2);
  });

  for (const [what, says] of [
    ["money without an amount", { status: "PAID", providerStatus: "PAID", amount: null }],
    ["an unknown status", { status: null, providerStatus: "SETTLING" }],
    ["money of another order", { status: "PAID", providerStatus: "PAID", orderId: "ORD-9" }],
  ] as const) {
    it(`makes no third one while the vendor's last answer about the first is ${what}`, async () => {
      const { create, change, first, second, odd, vendor } = await arrange();
      await change(second, "FAILED");
      Object.assign(odd, says);
      await change(first, "FAILED");
      await assert.rejects(create(), { code: "failed-precondition", message: /cannot be trusted/ });
      assert.deepEqual(pluck(vendor.ledger, "id"), [first, second]);
    });
  }
});
