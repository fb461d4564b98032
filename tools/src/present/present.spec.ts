import assert from "node:assert/strict";
import { DIFFERENCE_KINDS } from "../../../functions/src/audits/audit.js";
import { PROBLEM_CODES } from "../../../functions/src/orders/model/problems.js";
import {
  anAttempt,
  anOrder,
  aRefundLock,
  at,
  FIRST,
  SECOND,
} from "../../../functions/test/fixtures/orders.js";
import { drawAudit, isFineAudit } from "./audit.js";
import { drawHistory, toHistory } from "./history.js";
import { maskOrder } from "./mask.js";
import { drawOrder } from "./order.js";
import { createStyle, isColoured } from "./style.js";
import { drawTable } from "./table.js";

const plain = createStyle(false);
const address = { name: "Sara Ali", address1: "1 Palm Street", city: "Dubai", country: "AE" };
const order = anOrder({
  customer: {
    id: "c-1",
    firstName: "Sara",
    lastName: "Ali",
    email: "sara@ali.example",
    phone: "971567123456",
  },
  billingAddress: address,
  deliveryAddress: address,
  items: [{ name: "Ticket of Sara", quantity: 1, lineTotalMinor: 1000 }],
});

describe("style", () => {
  it("colours a terminal alone, and not when NO_COLOR is set", () => {
    assert.equal(isColoured({ isTTY: true }, {}), true);
    assert.equal(isColoured({ isTTY: true }, { NO_COLOR: "" }), true);
    assert.equal(isColoured({ isTTY: true }, { NO_COLOR: "1" }), false);
    assert.equal(isColoured({ isTTY: true }, { TERM: "dumb" }), false);
    assert.equal(isColoured({}, {}), false);
    assert.equal(plain.red("x"), "x");
    assert.equal(createStyle(true).red("x"), "\u001b[31mx\u001b[39m");
  });
});

describe("drawTable", () => {
  it("keeps columns in line, and shows what is absent", () => {
    assert.equal(
      drawTable(
        ["id", "name"],
        [
          ["12345", "a"],
          [1, null],
        ],
      ),
      "id     name\n12345  a\n1      -",
    );
  });
  it("lets no received text steer the terminal", () => {
    assert.equal(drawTable(["x"], [["a\u001b[31mred\u001b[2J\rb\u202e\nc"]]), "x\nared b  c");
  });
});

describe("maskOrder", () => {
  it("leaves nothing by which the customer could be recognised, and what there is to compare", () => {
    const text = JSON.stringify(maskOrder(order));
    assert.doesNotMatch(text, /ara|\bAli|ali\.|Palm|Dubai|9715671234|uid-1|https:|icket/);
    const { customer, billingAddress } = maskOrder(order).content;
    assert.deepEqual(customer, {
      id: "c***",
      firstName: "S***",
      lastName: "A***",
      email: "s***@a***",
      phone: "***56",
    });
    assert.equal((billingAddress as { country: string }).country, "AE");
  });
  it("keeps the accounts", () => {
    const { content, status, attempts } = maskOrder(order);
    assert.deepEqual([content.amount, status], [order.content.amount, order.status]);
    assert.deepEqual(attempts, { [FIRST]: { ...anAttempt(), url: "***" } });
  });
});

describe("drawOrder", () => {
  for (const code of PROBLEM_CODES) {
    it(`says in words what ${code} is and what to do`, () => {
      const [first = "", second = ""] =
        drawOrder(anOrder({ problem: code }), plain)
          .split("\n\n")[1]
          ?.split("\n") ?? [];
      assert.match(first, new RegExp(`^problem {2}${code}: .{20}`));
      assert.match(second, /^ {9}\S.{10}/);
    });
  }
  it("shows each problem once, and what was seen", () => {
    const anomaly = { code: "identity_mismatch", seen: "amount: 9.00" } as const;
    const text = drawOrder(
      anOrder({
        problem: "identity_mismatch",
        unresolved: ["foreign_checkout", "request_conflict"],
        attempts: { [FIRST]: anAttempt({ anomaly }) },
      }),
      plain,
    );
    assert.deepEqual(text.match(/^problem {2}\w+/gm), [
      "problem  identity_mismatch",
      "problem  foreign_checkout",
      "problem  request_conflict",
    ]);
    assert.match(text, new RegExp(`^seen {5}${FIRST}: identity_mismatch, amount: 9.00$`, "m"));
  });
  it("shows every problem that is left to decide, and none that is over", () => {
    const codes = (fields: Parameters<typeof anOrder>[0]) =>
      drawOrder(anOrder(fields), plain).match(/^problem {2}\w+/gm) ?? [];
    const both = (...fields: [Parameters<typeof anAttempt>[0], Parameters<typeof anAttempt>[0]]) => ({
      attempts: { [FIRST]: anAttempt(fields[0]), [SECOND]: anAttempt({ ...fields[1], attempt: 2 }) },
    });
    const anomaly = { code: "identity_mismatch", seen: "amount" } as const;
    const paid = { status: "PAID", counts: "amount" } as const;
    const refunded = { status: "REFUNDED", counts: "amount", totalRefundedMinor: 1000 } as const;
    const problem = "identity_mismatch";
    assert.deepEqual(codes({ ...both(paid, { ...paid, anomaly }), problem }), [
      "problem  identity_mismatch",
      "problem  paid_twice",
    ]);
    assert.deepEqual(codes({ ...both({ ...paid, counts: null }, { anomaly }), problem }), [
      "problem  identity_mismatch",
      "problem  amount_differs",
    ]);
    assert.deepEqual(codes({ ...both(refunded, refunded), unresolved: ["paid_twice"] }), []);
  });
  it("shows what there is to decide about: each link's amount, and the refund that is not settled", () => {
    const paid = anAttempt({ status: "PAID", counts: null });
    const order = anOrder({ attempts: { [FIRST]: { ...paid, amount: { ...paid.amount, minor: 500 } } } });
    assert.match(drawOrder(order, plain), new RegExp(`^${FIRST} +1 +PAID +5\\.00 AED +0\\.00 AED `, "m"));
    assert.doesNotMatch(drawOrder(order, plain), /unsettled refund +\d/);
    const refund = aRefundLock({ amountMinor: 250, state: "unknown" });
    assert.match(
      drawOrder(anOrder({ refund }), plain),
      new RegExp(
        `^unsettled refund +2\\.50 AED of checkout ${FIRST}, reference ${refund.referenceId}: unknown$`,
        "m",
      ),
    );
  });
  it("shows amount, links and the next check", () => {
    const text = drawOrder(anOrder(), plain);
    assert.match(text, /^amount +10\.00 AED$/m);
    assert.match(text, /^next check +2026-09-21T14:14:20\.000Z$/m);
    assert.match(text, new RegExp(`^${FIRST} +1 +PENDING`, "m"));
    assert.match(
      drawOrder(anOrder({ attempts: {}, nextCheckAt: null }), plain),
      /nothing is expected[\s\S]*no payment link/,
    );
  });
});

describe("toHistory", () => {
  const beneath = [
    {
      collection: "events",
      id: "000001",
      fields: { type: "order.paid", at: at(0), from: "PENDING", to: "PAID" },
    },
    {
      collection: "events",
      id: "000002",
      fields: { type: "operation.cancel", by: "staff-1", note: "Sara called" },
    },
    { collection: "events", id: "000003", fields: { type: "operation.cancel", note: "[erased]" } },
    { collection: "internal", id: "problem", fields: { message: "Sara" } },
  ] as const;
  it("gives the events in their order, with what operators wrote masked", () => {
    const history = toHistory(beneath, false);
    assert.deepEqual(
      history.map(({ id, type, note }) => [id, type, note ?? null]),
      [
        ["000001", "order.paid", null],
        ["000002", "operation.cancel", "S***"],
        ["000003", "operation.cancel", "[erased]"],
      ],
    );
    assert.equal(history[0]?.at, "2026-09-21T14:13:20.000Z");
    assert.equal(toHistory(beneath, true)[1]?.note, "Sara called");
    assert.match(drawHistory(history), /order\.paid +PENDING +PAID/);
  });
});

describe("drawAudit", () => {
  const counts = {
    checkouts: 3,
    expected: 3,
    agreed: 2,
    foreign: 0,
    otherKinds: 0,
    orders: 3,
    healing: 1,
    reported: 0,
    vendorCalls: 1,
  };
  const audit = {
    auditId: "2030-01-01",
    state: "complete",
    from: at(0),
    startedAt: at(0),
    finishedAt: at(5),
    step: "closing",
    page: 0,
    round: 1,
    unreadable: 0,
    pageHead: null,
    pageSize: 100,
    cursor: null,
    gaps: [],
    counts,
    differences: {},
  } as const;
  const difference = {
    checkoutId: "1",
    orderId: "ORD-1",
    requestId: null,
    ours: null,
    theirs: null,
    action: "touched",
  } as const;

  for (const kind of DIFFERENCE_KINDS) {
    it(`says in words what ${kind} is and what to do`, () => {
      const text = drawAudit(
        { audit: { ...audit, gaps: [] }, differences: [{ ...difference, kind }] },
        plain,
      );
      assert.match(text, new RegExp(`^${kind} \\(1\\): .{20}`, "m"));
      assert.match(text, /^what to do: .{10}/m);
      assert.match(text, /^1 +ORD-1 +touched/m);
    });
  }
  it("is fine when all was seen and nothing is left for a human", () => {
    const with_ = (fields: object) => isFineAudit({ ...audit, gaps: [], ...fields });
    assert.equal(with_({}), true);
    assert.equal(with_({ state: "incomplete" }), false);
    assert.equal(with_({ counts: { ...counts, reported: 1 } }), false);
  });
});
