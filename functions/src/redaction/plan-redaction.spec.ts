import assert from "node:assert/strict";
import {
  address,
  aLeased,
  anAttempt,
  anOrder,
  aRequest,
  at,
  concluded,
  content,
  customer,
  deepFreeze,
  FIRST,
  SECOND,
} from "../../test/fixtures/orders.js";
import { applyPatch, type Order } from "../orders/model/order.js";
import { toStored } from "../orders/model/stored-content.js";
import type { Subdocument } from "../orders/store/order-store.js";
import { planRedaction } from "./plan-redaction.js";

const operator = { uid: "admin-1", reason: "asked for" };
const person = {
  customerUid: "uid-1",
  description: "Two tickets for Sara Ali",
  items: [{ name: "Ticket of Sara", quantity: 2, lineTotalMinor: 1000, sku: "T-1", unitPriceMinor: 500 }],
  totals: { subtotalMinor: 1000, taxMinor: 0 },
  customer: { ...customer, id: "c-Sara", phone: "971567123456" },
  billingAddress: address,
  deliveryAddress: { ...address, address1: "2 Palm Street" },
};
const paid = (fields: Partial<Order> = {}): Order =>
  anOrder({ ...person, attempts: { [FIRST]: anAttempt({ status: "PAID" }) }, paidAt: at(0), ...fields });
const beneath: Subdocument[] = [
  { collection: "events", id: "000001", fields: { type: "order.paid", detail: null } },
  {
    collection: "events",
    id: "000002",
    fields: { type: "operation.cancel", by: "staff-1", note: "Sara called" },
  },
  { collection: "internal", id: "problem", fields: { code: "rejected", message: "x", vendorMessage: null } },
  { collection: "internal", id: "refund-1", fields: { referenceId: "1", reason: "Sara's wish", amount: 3 } },
];

const plan = (order: Order, documents: readonly Subdocument[] = []) =>
  planRedaction({ order: deepFreeze(order), readTime: at(100) }, documents, operator);
const redacted = (order: Order): Order => applyPatch(order, plan(order)?.patch ?? {});

describe("planRedaction", () => {
  for (const amount of [
    { minor: 1000, currency: "AED", exponent: 2, payer: "Sara Ali" },
    "10 AED of Sara Ali",
  ])
    it(`leaves no person in an amount such as ${JSON.stringify(amount)}`, () => {
      const order = anOrder({ attempts: {}, amount });
      const { order: after } = concluded(order, plan(order) ?? assert.fail("there is something to erase"));
      assert.doesNotMatch(JSON.stringify(after.content), /Sara/);
      assert.equal(plan(after), null);
    });

  it("leaves nothing of the person, and all of the accounts", () => {
    const order = paid();
    const write = plan(order, beneath) ?? assert.fail("there is something to erase");
    const after = applyPatch(order, write.patch);
    assert.doesNotMatch(
      JSON.stringify({ ...after, link: null, content: { ...after.content, linkOptions: 0 } }),
      /sara|ali\b|palm|dubai|971567|uid-1|https:/i,
    );
    const { status, attempts, orderId, createdAt, redactedAt } = after;
    const { amount, totals, items } = after.content;
    assert.deepEqual([status, orderId, createdAt, redactedAt], ["PAID", "ORD-1", at(0), at(100)]);
    assert.deepEqual([amount, totals], [order.content.amount, person.totals]);
    assert.deepEqual(items, [{ ...person.items[0], name: "[erased]" }]);
    assert.deepEqual(attempts, { [FIRST]: { ...anAttempt({ status: "PAID" }), url: null } });
  });

  it("erases what people and the vendor wrote beneath it", () => {
    assert.deepEqual(plan(paid(), beneath)?.erase, [
      { collection: "events", id: "000002", field: "note" },
      { collection: "internal", id: "problem", field: "message" },
      { collection: "internal", id: "refund-1", field: "reason" },
    ]);
  });

  it("shows staff who did it and why", () => {
    const [event, ...more] = concluded(paid(), plan(paid())).events;
    assert.deepEqual([event?.type, event?.by, event?.note], ["operation.redact", "admin-1", "asked for"]);
    assert.deepEqual([event?.visibility, event?.from, event?.to, more], ["staff", "PAID", "PAID", []]);
  });

  it("has nothing to do a second time, and keeps the reason that the first one gave", () => {
    const fields = { type: "operation.redact", note: "asked for" };
    const recorded = { collection: "events", id: "000003", fields } as const;
    const erased = { collection: "events", id: "000002", fields: { note: "[erased]" } } as const;
    assert.equal(plan(redacted(paid()), [recorded, erased]), null);
  });

  for (const [name, fields] of [
    ["a customer", { customer: person.customer }],
    ["an owner", { customerUid: "uid-2" }],
    ["a description", { description: "for Sara" }],
    ["an item", { items: person.items }],
    ["a delivery address", { deliveryAddress: person.deliveryAddress }],
  ] as const) {
    it(`erases ${name} that came back, and keeps the time of the first redaction`, () => {
      const erased = redacted(paid());
      const back = applyPatch(erased, { content: { ...erased.content, ...fields }, redactedAt: at(5) });
      assert.deepEqual(plan(back)?.patch.redactedAt, at(5));
    });
  }

  it("keeps the lines of an order that a shop stored with empty article numbers", () => {
    const order = paid();
    const items = [{ name: "Sara's cup", quantity: 1, lineTotalMinor: 1000, sku: "" }];
    const emptied = { ...order, content: { ...order.content, items, totals: null } };
    assert.deepEqual(redacted(emptied).content.items, [
      { name: "[erased]", quantity: 1, lineTotalMinor: 1000 },
    ]);
  });

  it("erases a note that was written since", () => {
    assert.equal(plan(redacted(paid()), beneath)?.erase?.length, 3);
  });

  const refuses = (order: Order, message: RegExp) =>
    assert.throws(() => plan(order), { code: "failed-precondition", message });

  for (const status of ["PENDING", "AUTHORIZED", "PENDING_CONFIRMATION"] as const) {
    it(`refuses an order whose link is ${status}, beside a paid one too`, () => {
      refuses(anOrder({ attempts: { [FIRST]: anAttempt({ status }) } }), new RegExp(`${FIRST}.*${status}`));
      const open = anAttempt({ attempt: 2, status });
      const attempts = { [FIRST]: anAttempt({ status: "PAID" }), [SECOND]: open };
      refuses(paid({ attempts }), /cannot be redacted yet/);
    });
  }

  it("refuses while a link is being made or searched for", () => {
    refuses(anOrder({ attempts: {}, requests: [aLeased(0)] }), /being made/);
    refuses(anOrder({ attempts: {}, requests: [aRequest({ searchAt: at(200) })] }), /searched for/);
  });

  it("erases content that is in no form, whatever it holds", () => {
    const odd = paid({
      content: toStored({
        ...person,
        amount: content.amount,
        customer: "Sara",
        items: ["Sara's ticket"],
        totals: { note: "Sara" },
        linkOptions: { sendSms: false, sendEmail: false, note: "Sara" },
      }),
    });
    const after = redacted(odd);
    assert.doesNotMatch(JSON.stringify(after), /sara|palm/i);
    assert.deepEqual(after.content.amount, odd.content.amount);
    assert.equal(plan(after), null);
  });

  it("takes ended orders, and drafts", () => {
    for (const status of ["PAID", "REFUNDED", "CHARGEBACK", "FAILED", "CANCELLED", "EXPIRED"] as const) {
      assert.ok(plan(anOrder({ status, attempts: { [FIRST]: anAttempt({ status }) } })), status);
    }
    assert.ok(plan(anOrder({ attempts: {} })));
  });

  it("knows no order that is not there", () => {
    const absent = { order: null, readTime: at(1) };
    assert.throws(() => planRedaction(absent, [], operator), { code: "not-found" });
  });
});
