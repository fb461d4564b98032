import assert from "node:assert/strict";
import { pluck } from "../../../test/pluck.js";
import { linkInput, newOrderId } from "../fixtures/link-input.js";
import {
  admin,
  call,
  createPaymentLink,
  linkFor,
  refund,
  runAudit,
  sweepOrders,
} from "../support/callables.js";
import { orderDocument, orderInStatus, readOrder } from "../support/firestore.js";
import { moveLink } from "../support/move-link.js";
import { sideBySide } from "../support/side-by-side.js";
import { vendor } from "../support/vendor.js";

const byPhone = { firstName: "Test", lastName: "User", phone: "+971 (0)56 712 3456" };

describe("an order as a merchant types it", function () {
  this.timeout(30_000);

  it("gets a link with everything in another case, and empty where nothing was filled in", async () => {
    const input = linkInput({
      currency: "aed",
      language: "EN",
      description: "Two coffees\nand a cake",
      items: [],
      allowedPaymentMethods: [],
      billingAddress: {
        name: "Test User",
        address1: "1 Palm Street",
        address2: "",
        city: "Dubai",
        state: "",
        zip: null,
        country: "are",
      },
    });
    await linkFor(input);
    const order = await readOrder(input.orderId);
    assert.deepEqual(
      [order?.amount.currency, order?.linkOptions.language, order?.description],
      ["AED", "en", "Two coffees and a cake"],
    );
    assert.deepEqual(order?.billingAddress, {
      name: "Test User",
      address1: "1 Palm Street",
      city: "Dubai",
      country: "ARE",
    });
    assert.deepEqual([order?.items, order?.linkOptions.allowedPaymentMethods], [undefined, undefined]);
  });

  for (const phone of ["+971 (0)56 712 3456", "\u202a+971\u00a056 712 3456\u202c", "+٩٧١ ٥٦ ٧١٢ ٣٤٥٦"]) {
    it(`gets a link for the phone ${JSON.stringify(phone)} and an e-mail of an Arabic domain`, async () => {
      const input = linkInput({ customer: { ...byPhone, phone, email: "Sara@مثال.امارات" } });
      await linkFor(input);
      const { customer } = (await readOrder(input.orderId)) ?? {};
      assert.deepEqual(
        [customer?.phone, customer?.email],
        ["971567123456", "sara@xn--mgbh0fb.xn--mgbaam7a8h"],
      );
    });
  }

  it("gets a link with a discount among its lines", async () => {
    const items = [
      { name: "Coffee", quantity: 3, unitprice: "5.00", linetotal: "15.00" },
      { name: "Voucher", quantity: 1, linetotal: "-2.50" },
    ];
    const { orderId } = await linkFor(linkInput({ items }));
    assert.equal((await vendor.ledger(orderId))[0]?.amountMinor, 1250);
  });

  it("gets a link by SMS for a phone without an e-mail", async () => {
    const { orderId } = await linkFor(linkInput({ customer: byPhone, sendSms: true }));
    assert.deepEqual((await readOrder(orderId))?.customer, { ...byPhone, phone: "971567123456" });
  });

  it("is refused in the vendor's own words when the vendor wants an e-mail after all", async () => {
    const input = linkInput({ customer: byPhone });
    await vendor.fault("create-link", "status", { orderId: input.orderId, status: 400, body: "envelope" });
    const { error } = await createPaymentLink(input);
    assert.equal(error.status, "INVALID_ARGUMENT");
    assert.match(error.message, /^PointCheckout refused the link: .{5}/);
  });

  it("names sum, given amount and difference when its sums differ", async () => {
    const items = [{ name: "Coffee", quantity: 2, linetotal: "10.00" }];
    const { error } = await createPaymentLink(
      linkInput({ items, totals: { subtotal: "10.00", tax: "0.50" } }),
    );
    assert.deepEqual(error.details, [
      {
        path: "amount",
        message:
          "is 12.50, but subtotal + tax + shipping + handling − discount is 10.50 (difference 2.00): correct it, or set totals.skipTotalsValidation to true",
      },
    ]);
  });

  it("has its sums checked by the vendor when skipTotalsValidation is false, and by nobody when it is true", async () => {
    const totals = { subtotal: "12.50", tax: "0.00" };
    await linkFor(linkInput({ totals: { ...totals, skipTotalsValidation: false } }));
    await linkFor(linkInput({ totals: { ...totals, tax: "3.00", skipTotalsValidation: true } }));
  });
});

describe("an order with an id as shops write it", function () {
  this.timeout(60_000);

  sideBySide((it) => {
    for (const [written, document] of [
      ["#", "#"],
      ["2024/123 of ", "2024%2F123 of "],
      ["100% ", "100%25 "],
      ["__", "%5F%5F"],
    ] as const) {
      it(`is linked, paid, refreshed, refunded, swept and audited: ${written}…`, async () => {
        const unique = `${newOrderId()}${written === "__" ? "__" : ""}`;
        const orderId = `${written}${unique}`;
        const link = await linkFor(linkInput({ orderId }));
        assert.deepEqual([link.orderId, link.requestId], [orderId, `${orderId}-r1`]);
        assert.equal(orderDocument(orderId).id, `${document}${unique}`);
        assert.equal((await orderDocument(orderId).get()).get("orderId"), orderId);
        assert.equal((await linkFor({ orderId })).checkoutId, link.checkoutId);
        await moveLink(link, "pay", "PAID");
        const shown = await call<{ orderId: string; status: string }>("refreshOrder", { orderId }, admin);
        assert.deepEqual([shown.result.orderId, shown.result.status], [orderId, "PAID"]);
        const refunded = await refund({ orderId, amount: "1.50" });
        assert.equal(refunded.result?.state, "done", JSON.stringify(refunded.error));
        assert.equal((await vendor.ledger(orderId))[0]?.totalRefundedMinor, 150);
      });
    }
  });

  it("is paid without a notification: the sweep finds it, and the audit takes its checkout for ours", async () => {
    const { orderId, checkoutId } = await linkFor(linkInput({ orderId: `No. 7/${newOrderId()}` }));
    await vendor.actSilently(checkoutId, "pay");
    await sweepOrders(2);
    await orderInStatus(orderId, "PAID");
    assert.ok(await runAudit());
    const noted = await orderDocument(orderId).firestore.collectionGroup("differences").get();
    assert.ok(!noted.docs.some(({ id }) => id === checkoutId));
  });

  it("gets one link when the vendor's answer is lost: the search finds the id with its signs", async () => {
    const orderId = `#7/8 & 9+1 ${newOrderId()}`;
    await vendor.fault("create-link", "reset-after", { orderId });
    const link = await linkFor(linkInput({ orderId }));
    assert.deepEqual(pluck(await vendor.ledger(orderId), "id"), [link.checkoutId]);
  });

  it("has its link imported from the vendor's portal", async () => {
    const { id: checkoutId, orderId } = await vendor.createInPortal({ orderId: `2024/${newOrderId()}` });
    const { result } = await call<{ orderId: string }>("importCheckout", { checkoutId }, admin);
    assert.equal(result.orderId, orderId);
    assert.equal((await orderDocument(orderId).get()).get("orderId"), orderId);
  });

  it("is refused when it is longer than the vendor and Firestore could hold", async () => {
    const { error } = await createPaymentLink(linkInput({ orderId: "7".repeat(101) }));
    assert.deepEqual(error.details, [
      {
        path: "orderId",
        message: "must be 1 to 100 letters, digits, signs or blanks of ASCII, with no blank at either end",
      },
    ]);
  });
});
