import assert from "node:assert/strict";
import { type Audit, DIFFERENCE_KINDS } from "../../../functions/src/audits/audit.js";
import { runDailyAudit } from "../../../functions/src/audits/run-audit.js";
import type { Order } from "../../../functions/src/orders/model/order.js";
import { PROBLEM_CODES } from "../../../functions/src/orders/model/problems.js";
import { agreeing } from "../../../functions/test/fixtures/audited.js";
import {
  address,
  anAttempt,
  anOrder,
  aRefundLock,
  at,
  customer,
  FIRST,
  SECOND,
} from "../../../functions/test/fixtures/orders.js";
import { aWorld } from "../../../functions/test/support/audit-world.js";
import { DAY_OF_AUDIT } from "../../../functions/test/support/memory-audit.js";
import { drawAudit, isFineAudit } from "./audit.js";
import { drawHistory, toHistory } from "./history.js";
import { maskOrder } from "./mask.js";
import { drawOrder } from "./order.js";
import { createStyle, isColoured } from "./style.js";
import { drawTable } from "./table.js";

const plain = createStyle(false);
const order = anOrder({
  customer: { ...customer, id: "c-1", email: "sara@ali.example", phone: "971567123456" },
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
    const rows = [
      ["12345", "a"],
      [1, null],
    ];
    assert.equal(drawTable(["id", "name"], rows), "id     name\n12345  a\n1      -");
  });
  it("lets no received text steer the terminal", () => {
    assert.equal(drawTable(["x"], [["a\u001b[31mred\u001b[2J\rb\u202e\nc"]]), "x\nared b  c");
  });
});

describe("maskOrder", () => {
  it("leaves nothing by which the customer could be recognised, and what there is to compare", () => {
    const text = JSON.stringify(maskOrder(order));
    assert.doesNotMatch(text, /ara|\bAli|ali\.|Palm|Dubai|9715671234|uid-1|https:|icket/);
    const { customer: masked, billingAddress } = maskOrder(order).content;
    const name = { firstName: "S***", lastName: "A***" };
    assert.deepEqual(masked, { id: "c***", ...name, email: "s***@a***", phone: "***56" });
    assert.equal(Object(billingAddress).country, "AE");
  });
  it("keeps the accounts", () => {
    const { content, status, attempts } = maskOrder(order);
    assert.deepEqual([content.amount, status], [order.content.amount, order.status]);
    assert.deepEqual(attempts, { [FIRST]: { ...anAttempt(), url: "***" } });
  });
});

describe("drawOrder", () => {
  const problemsIn = (text: string) => [...text.matchAll(/^problem {2}(\w+)/gm)].map(([, code]) => code);

  for (const code of PROBLEM_CODES) {
    it(`says in words what ${code} is and what to do`, () => {
      const [, said = ""] = drawOrder(anOrder({ problem: code }), plain).split("\n\n");
      const [first = "", second = ""] = said.split("\n");
      assert.match(first, new RegExp(`^problem {2}${code}: .{20}`));
      assert.match(second, /^ {9}\S.{10}/);
    });
  }
  it("shows each problem once, and what was seen", () => {
    const anomaly = { code: "identity_mismatch", seen: "amount: 9.00" } as const;
    const unresolved: Order["unresolved"] = ["foreign_checkout", "request_conflict"];
    const attempts = { [FIRST]: anAttempt({ anomaly }) };
    const text = drawOrder(anOrder({ problem: anomaly.code, unresolved, attempts }), plain);
    assert.deepEqual(problemsIn(text), [anomaly.code, ...unresolved]);
    assert.match(text, new RegExp(`^seen {5}${FIRST}: identity_mismatch, amount: 9.00$`, "m"));
  });
  it("shows every problem that is left to decide, and none that is over", () => {
    const codes = (fields: Parameters<typeof anOrder>[0]) => problemsIn(drawOrder(anOrder(fields), plain));
    const both = (...fields: [Parameters<typeof anAttempt>[0], Parameters<typeof anAttempt>[0]]) => ({
      attempts: { [FIRST]: anAttempt(fields[0]), [SECOND]: anAttempt({ ...fields[1], attempt: 2 }) },
    });
    const anomaly = { code: "identity_mismatch", seen: "amount" } as const;
    const paid = { status: "PAID", counts: "amount" } as const;
    const refunded = { status: "REFUNDED", counts: "amount", totalRefundedMinor: 1000 } as const;
    const problem = "identity_mismatch";
    assert.deepEqual(codes({ ...both(paid, { ...paid, anomaly }), problem }), [problem, "paid_twice"]);
    const unapplied = { ...paid, counts: null };
    assert.deepEqual(codes({ ...both(unapplied, { anomaly }), problem }), [problem, "amount_differs"]);
    assert.deepEqual(codes({ ...both(refunded, refunded), unresolved: ["paid_twice"] }), []);
  });
  it("shows what there is to decide about: each link's amount, and the refund that is not settled", () => {
    const paid = anAttempt({ status: "PAID", counts: null });
    const order = anOrder({ attempts: { [FIRST]: { ...paid, amount: { ...paid.amount, minor: 500 } } } });
    assert.match(drawOrder(order, plain), new RegExp(`^${FIRST} +1 +PAID +5\\.00 AED +0\\.00 AED `, "m"));
    assert.doesNotMatch(drawOrder(order, plain), /unsettled refund +\d/);
    const refund = aRefundLock({ amountMinor: 250, state: "unknown" });
    const unsettled = `unsettled refund +2\\.50 AED of checkout ${FIRST}, reference ${refund.referenceId}: unknown`;
    assert.match(drawOrder(anOrder({ refund }), plain), new RegExp(`^${unsettled}$`, "m"));
  });
  it("shows amount, links and the next check", () => {
    const text = drawOrder(anOrder(), plain);
    assert.match(text, /^amount +10\.00 AED$/m);
    assert.match(text, /^next check +2026-09-21T14:14:20\.000Z$/m);
    assert.match(text, new RegExp(`^${FIRST} +1 +PENDING`, "m"));
    const without = drawOrder(anOrder({ attempts: {}, nextCheckAt: null }), plain);
    assert.match(without, /nothing is expected[\s\S]*no payment link/);
  });
});

describe("toHistory", () => {
  const events = [
    { type: "order.paid", at: at(0), from: "PENDING", to: "PAID" },
    { type: "operation.cancel", by: "staff-1", note: "Sara called" },
    { type: "operation.cancel", note: "[erased]" },
  ];
  const beneath = [
    ...events.map((fields, index) => ({ collection: "events", id: `00000${index + 1}`, fields }) as const),
    { collection: "internal", id: "problem", fields: { message: "Sara" } } as const,
  ];
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
  let audit: Audit;
  before(async () => {
    audit = await runDailyAudit(aWorld(agreeing(3)).deps, DAY_OF_AUDIT);
  });
  const unknown = { requestId: null, ours: null, theirs: null };
  const difference = { ...unknown, checkoutId: "1", orderId: "ORD-1", action: "touched" } as const;

  for (const kind of DIFFERENCE_KINDS) {
    it(`says in words what ${kind} is and what to do`, () => {
      const text = drawAudit({ audit, differences: [{ ...difference, kind }] }, plain);
      assert.match(text, new RegExp(`^${kind} \\(1\\): .{20}`, "m"));
      assert.match(text, /^what to do: .{10}/m);
      assert.match(text, /^1 +ORD-1 +touched/m);
    });
  }
  it("is fine when all was seen and nothing is left for a human", () => {
    assert.equal(isFineAudit(audit), true);
    assert.equal(isFineAudit({ ...audit, state: "incomplete" }), false);
    assert.equal(isFineAudit({ ...audit, counts: { ...audit.counts, reported: 1 } }), false);
  });
});
