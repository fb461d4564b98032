import assert from "node:assert/strict";
import { anAttempt, anOrder, anOrderAt, aRemote, at, FIRST, SECOND } from "../../../test/fixtures/orders.js";
import { memoryStores } from "../../../test/memory/memory-stores.js";
import { silentLog } from "../../../test/support/silent-log.js";
import { PointCheckoutError } from "../../pointcheckout/errors.js";
import { parsePaymentId } from "../../pointcheckout/payment-id.js";
import type { ProviderStatus, RemotePayment } from "../../pointcheckout/responses.js";
import { toStored } from "../model/stored-content.js";
import { capturePayment } from "./capture-payment.js";

const PAYMENT = "1790000000000000001";
const own: RemotePayment = {
  status: "AUTHORIZED",
  checkoutId: FIRST,
  orderId: "ORD-1",
  requestId: "ORD-1-r1",
  currency: "AED",
  amount: "10.00",
};

/** An answer that says nothing of a payment. */
const silent: RemotePayment = {
  status: null,
  checkoutId: null,
  orderId: null,
  requestId: null,
  currency: null,
  amount: null,
};

/** An order in memory whose one payment the vendor has at `status`; `referenceId` was named by a webhook. */
function aDesk(
  status: ProviderStatus,
  referenceId: string | null = PAYMENT,
  order = anOrderAt("AUTHORIZED"),
) {
  const { database, orders, checkouts } = memoryStores(100);
  const desk = {
    database,
    orders,
    vendor: status,
    payment: own as RemotePayment | null,
    /** What becomes of a capture. */
    trouble: "none" as "none" | "lost-after" | "lost-before" | "refuse" | "cut-off",
    /** What happens while the payment is read. */
    meanwhile: () => {},
    posts: [] as string[],
    captureEvents: () =>
      (database.events.get("ORD-1") ?? []).filter(({ type }) => type === "operation.capture"),
    ask: (paymentId: string | null = null) =>
      capturePayment(
        { orders, checkouts, pointcheckout, log: silentLog },
        { orderId: "ORD-1", paymentId: parsePaymentId(paymentId) },
        { uid: "staff-1" },
      ),
  };
  const failing = (kind: "rejected" | "timeout", vendorMessage?: string) =>
    new PointCheckoutError({ kind, operation: "test", vendorMessage });
  const pointcheckout = {
    getCheckout: async () => aRemote({ status: desk.vendor }),
    getPayment: async () => {
      desk.meanwhile();
      if (desk.payment === null) throw failing("rejected", "No such payment.");
      return desk.payment;
    },
    capturePayment: async (id: string) => {
      desk.posts.push(id);
      if (desk.trouble === "refuse") throw failing("rejected", "Too late to capture.");
      if (desk.trouble !== "lost-before") desk.vendor = "PAID";
      if (desk.trouble === "cut-off") throw new Error("the process has ended");
      if (desk.trouble !== "none") throw failing("timeout");
    },
  };
  database.putWithCheckouts(order);
  if (referenceId) database.touchCheckout(FIRST, { by: "webhook", referenceId }, database.tick());
  return desk;
}

describe("capturePayment", () => {
  it("captures what a webhook named, and repeats a success without asking again", async () => {
    const desk = aDesk("AUTHORIZED");
    assert.equal((await desk.ask()).status, "PAID");
    assert.equal((await desk.ask()).status, "PAID");
    assert.deepEqual([desk.posts, desk.captureEvents().length], [[PAYMENT], 1]);
  });

  it("captures what staff name, where no webhook named anything", async () => {
    await assert.rejects(aDesk("AUTHORIZED", null).ask(), /merchant portal/);
    assert.equal((await aDesk("AUTHORIZED", null).ask(PAYMENT)).status, "PAID");
  });

  for (const [what, payment, message] of [
    ["that the vendor does not know", null, /knows no payment \d+\. .*merchant portal/],
    ["of another order", { ...own, checkoutId: "17", orderId: "ORD-2" }, /its checkoutId differs/],
    ["of another checkout", { ...own, checkoutId: "17" }, /its checkoutId differs/],
    ["with another order id", { ...own, orderId: "ORD-2" }, /its orderId differs/],
    ["with another request id", { ...own, requestId: "ORD-1-r2" }, /its requestId differs/],
    ["in another currency", { ...own, currency: "USD" }, /its currency differs/],
    ["for another amount", { ...own, amount: "10.01" }, /its amount differs/],
    ["of which nothing is said", silent, /does not say which checkout .* merchant portal/],
    ["of which the order alone is named", { ...silent, orderId: "ORD-1" }, /does not say which checkout/],
    ["without a checkout", { ...own, checkoutId: null, requestId: null }, /does not say which checkout/],
    ["that is VOIDED", { ...own, status: "VOIDED" }, /is VOIDED: only an AUTHORIZED payment/],
    ["that is CAPTURED", { ...own, status: "CAPTURED" }, /is CAPTURED: only an AUTHORIZED payment/],
    ["that is REVERSED", { ...own, status: "REVERSED" }, /is REVERSED: only an AUTHORIZED payment/],
  ] as const) {
    it(`captures no payment ${what}`, async () => {
      const desk = aDesk("AUTHORIZED");
      desk.payment = payment;
      await assert.rejects(desk.ask(), { code: "failed-precondition", message });
      assert.deepEqual([desk.posts, desk.captureEvents()], [[], []]);
    });
  }

  it("takes no money that would not pay the order: its amount has changed since the authorization", async () => {
    const order = anOrderAt("AUTHORIZED");
    const amount = { minor: 2_000, currency: "AED", exponent: 2 };
    const desk = aDesk("AUTHORIZED", PAYMENT, { ...order, content: { ...order.content, amount } });
    await assert.rejects(desk.ask(), { code: "failed-precondition", message: /10\.00 AED are authorized/ });
    assert.deepEqual([desk.posts, desk.captureEvents()], [[], []]);
  });

  it("captures a payment that either id of its checkout names, in a status that nobody knows, too", async () => {
    for (const payment of [
      { ...silent, checkoutId: FIRST },
      { ...silent, requestId: "ORD-1-r1" },
    ]) {
      const desk = aDesk("AUTHORIZED");
      desk.payment = payment;
      assert.equal((await desk.ask()).status, "PAID");
    }
  });

  it("captures nothing that is not authorized any more, and brings the order up to date", async () => {
    const desk = aDesk("CANCELLED");
    await assert.rejects(desk.ask(), /CANCELLED/);
    await assert.rejects(desk.ask(), /The order is CANCELLED/);
    assert.deepEqual(desk.posts, []);
  });

  it("settles a lost answer by reading", async () => {
    const desk = aDesk("AUTHORIZED");
    desk.trouble = "lost-after";
    assert.equal((await desk.ask()).status, "PAID");
    const again = aDesk("AUTHORIZED");
    again.trouble = "lost-before";
    await assert.rejects(again.ask(), { code: "unavailable" });
    assert.equal(again.posts.length, 1);
    again.trouble = "none";
    assert.equal((await again.ask()).status, "PAID");
  });

  it("captures nothing beside a payment that another link has brought meanwhile", async () => {
    const [first, second] = [anAttempt({ status: "AUTHORIZED" }), anAttempt({ attempt: 2 })];
    const desk = aDesk("AUTHORIZED", PAYMENT, anOrder({ attempts: { [FIRST]: first, [SECOND]: second } }));
    const paid = anAttempt({ attempt: 2, status: "PAID" });
    desk.meanwhile = () => desk.database.put(anOrder({ attempts: { [FIRST]: first, [SECOND]: paid } }));
    await assert.rejects(desk.ask(), {
      code: "failed-precondition",
      message: /Another link .* authorized or paid/,
    });
    assert.deepEqual([desk.posts, desk.captureEvents()], [[], []]);
  });

  it("captures nothing when the order's amount is changed meanwhile", async () => {
    const desk = aDesk("AUTHORIZED");
    const amount = { minor: 2000, currency: "AED", exponent: 2 };
    desk.meanwhile = () => desk.database.put({ ...anOrderAt("AUTHORIZED"), content: toStored({ amount }) });
    await assert.rejects(desk.ask(), { code: "failed-precondition", message: /10\.00 AED are authorized/ });
    assert.deepEqual([desk.posts, desk.captureEvents()], [[], []]);
  });

  it("leaves it to the sweep to read soon what became of a capture when it is cut off", async () => {
    const desk = aDesk("AUTHORIZED", PAYMENT, anOrderAt("AUTHORIZED", { nextCheckAt: at(86_400) }));
    desk.trouble = "cut-off";
    await assert.rejects(desk.ask(), /the process has ended/);
    assert.equal((await desk.orders.due(at(161), 1)).orders.length, 1);
  });

  it("passes on the vendor's refusal", async () => {
    const desk = aDesk("AUTHORIZED");
    desk.trouble = "refuse";
    await assert.rejects(desk.ask(), /Too late to capture\./);
  });
});
