import assert from "node:assert/strict";
import { pluck } from "../../../../test/pluck.js";
import { anAttempt, anOrder, at, content, customer, FIRST, SECOND } from "../../../test/fixtures/orders.js";
import { costing, draft, linked, plan, refused, reservation } from "../../../test/support/plan-link.js";
import type { Attempt } from "../model/attempt.js";
import { type StoredContent, toStored } from "../model/stored-content.js";

describe("planCreation, an order whose amount has changed", () => {
  const takeBack = { kind: "confirm-ended", checkoutId: FIRST, cancel: true };
  for (const [how, order, command] of [
    ["by an edited document", linked({}, { content: toStored(costing(2000)) }), {}],
    ["by another currency", linked({}, { content: toStored(costing(1000, "USD")) }), {}],
    ["by what staff give", linked(), { content: costing(2000) }],
  ] as const) {
    it(`takes the live link back, then makes the next, ${how}`, () => {
      assert.deepEqual(plan(order, command), takeBack);
      const attempts = { [FIRST]: anAttempt({ status: "CANCELLED" }) };
      const { request } = reservation({ ...order, attempts }, command, { confirmed: [FIRST] });
      assert.notDeepEqual(request.amount, content.amount);
      assert.equal(request.requestId, "test-ORD-1-r2");
    });
  }

  it("passes over a request id that an imported checkout has", () => {
    const attempts = { [FIRST]: anAttempt({ status: "EXPIRED", requestId: "test-ORD-1-r2" }) };
    const { request } = reservation(anOrder({ attempts }), {}, { confirmed: [FIRST] });
    assert.equal(request.requestId, "test-ORD-1-r3");
  });

  it("takes no link back for one that cannot be made", () => {
    for (const fields of [{ description: 7 }, { amount: { minor: 100_001, currency: "AED", exponent: 2 } }]) {
      refused("failed-precondition", linked({}, { content: toStored({ ...costing(2000), ...fields }) }));
    }
  });

  it("asks for no further link while somebody's money for another amount is there, and returns a live one", () => {
    const unapplied = anAttempt({ status: "PAID", counts: null });
    const dearer = toStored(costing(2000));
    const { message } = refused(
      "failed-precondition",
      linked({}, { attempts: { [FIRST]: unapplied }, content: dearer }),
    );
    assert.match(message, /10\.00 AED were paid .* which is not its amount/);
    const live = { [FIRST]: unapplied, [SECOND]: anAttempt({ attempt: 2, amount: costing(2000).amount }) };
    const order = linked({}, { attempts: live, content: dearer });
    assert.deepEqual(plan(order), { kind: "return-link", checkoutId: SECOND });
    const given = { [FIRST]: anAttempt({ status: "REFUNDED", counts: null }) };
    assert.equal(plan(linked({}, { attempts: given }), {}, { confirmed: [FIRST] }).kind, "reserve");
  });

  it("makes no link for what was paid and kept already: it reads that payment, once the content is saved", () => {
    const kept = {
      attempts: { [FIRST]: anAttempt({ status: "PAID", counts: null }) },
      keptPayments: [FIRST],
    };
    const dearer = linked({}, { ...kept, content: toStored(costing(2000)) });
    assert.equal(plan(dearer, {}, { confirmed: [FIRST] }).kind, "reserve");
    const { message } = refused("failed-precondition", dearer, { content });
    assert.match(message, /10\.00 AED were paid .* already\. Save/);
    const look = { kind: "confirm-ended", checkoutId: FIRST, cancel: false };
    assert.deepEqual(plan(linked({}, kept)), look);
  });

  it("reads a payment first that is for the order's amount since that was corrected, and once only", () => {
    const corrected = linked({ status: "PAID", counts: null });
    const look = { kind: "confirm-ended", checkoutId: FIRST, cancel: false };
    assert.deepEqual(plan(corrected), look);
    assert.deepEqual(plan(corrected, { content: costing(2000) }), look);
    assert.throws(() => plan(corrected, {}, { confirmed: [FIRST] }), { code: "failed-precondition" });
  });
});

describe("planCreation, an order that has had many links", () => {
  const withLinks = (count: number, last: Partial<Attempt> = {}) => {
    const links = Array.from({ length: count }, (_, index) => [
      `link-${index + 1}`,
      anAttempt({ attempt: index + 1, status: "CANCELLED", ...(index + 1 === count ? last : {}) }),
    ]);
    return linked({}, { attempts: Object.fromEntries(links) });
  };

  it("makes the hundredth, and neither a further one nor takes a live one back for it", () => {
    assert.equal(plan(withLinks(99), {}, { confirmed: ["link-99"] }).kind, "reserve");
    const live = { status: "PENDING", expiresAt: at(1e6) } as const;
    assert.equal(plan(withLinks(100, live)).kind, "return-link");
    for (const order of [withLinks(100), withLinks(100, live)]) {
      const { message } = refused("failed-precondition", order, { expiresIn: 15 });
      assert.match(message, /has had 100 payment links/);
    }
  });
});

describe("planCreation, an order whose content is odd", () => {
  it("makes a link of what a shop's form left empty", () => {
    assert.equal(
      plan(draft({ customer: { ...customer, phone: "" }, items: [], totals: null })).kind,
      "reserve",
    );
  });
  const odd: [field: string, Partial<StoredContent>][] = [
    ["customer.phone", { customer: { ...customer, phone: "12" } }],
    ["customer.loyalty", { customer: { ...customer, loyalty: "gold" } }],
    ["description", { description: 7 }],
    ["items", { items: "two" }],
    ["totals.subtotalMinor", { totals: { taxMinor: 0 } }],
    ["amount", { amount: null }],
    ["linkOptions.note", { linkOptions: { sendSms: false, sendEmail: false, note: "vip" } }],
  ];
  for (const [field, fields] of odd) {
    it(`says what is wrong with ${field} where a link is made, to its customer too, and nowhere else`, () => {
      for (const customerUid of [null, "uid-1"]) {
        const { details } = refused("failed-precondition", draft(fields), { customerUid });
        assert.deepEqual(pluck(details, "path"), [field]);
        if (field !== "amount")
          assert.equal(
            plan(linked({}, { content: draft(fields).content }), { customerUid }).kind,
            "return-link",
          );
      }
    });
  }
});
