import assert from "node:assert/strict";
import {
  anAttempt,
  anOrder,
  anOrderAt,
  anUnknownRemote,
  aRemote,
  at,
  FIRST,
  SECOND,
} from "../../../test/fixtures/orders.js";
import { memoryStores } from "../../../test/memory/memory-stores.js";
import { World } from "../../../test/support/callables-in-process.js";
import { assertLines, type Expected, linesOf } from "../../../test/support/written-lines.js";
import { onCheckoutTouched } from "../../entrypoints/entrypoints.js";
import { PointCheckoutError, type PointCheckoutErrorKind } from "../../pointcheckout/errors.js";
import type { RemoteCheckout } from "../../pointcheckout/responses.js";
import { cloudLog } from "../../shared/cloud-log.js";
import type { Order } from "../model/order.js";
import { type CheckoutTouch, reconcile } from "./reconcile.js";

type Case = {
  what: string;
  order?: Order | null;
  /** What get-checkout answers, or fails with. */
  answer?: RemoteCheckout | PointCheckoutError;
  touchedAt?: number;
  line: Partial<Expected> & Pick<Expected, "event" | "severity">;
};

const failing = (kind: PointCheckoutErrorKind, status?: number) =>
  new PointCheckoutError({ kind, operation: "GET checkout/{id}", status });
const finally_ = (what: string, error: PointCheckoutError, counts: string[]): Case => ({
  what,
  answer: error,
  line: {
    event: "checkout.read_failed",
    severity: "ERROR",
    outcome: "failed",
    kind: error.kind,
    reason: error.message,
    notes: "order.problem",
    counts,
  },
});
const later = (kind: PointCheckoutErrorKind, status?: number): Case => ({
  what: `the vendor fails in a way that passes (${status ?? kind})`,
  answer: failing(kind, status),
  line: { event: "checkout.read_failed", severity: "WARNING", outcome: "failed", kind, notes: undefined },
});
const reconciled = (outcome: string, notes?: string) =>
  ({ event: "checkout.reconciled", severity: "INFO", outcome, notes }) as const;
const problem = (outcome: string, notes: string) =>
  ({ ...reconciled(outcome, notes), severity: "ERROR", counts: ["problems"] }) as const;

const twoPaid = anOrder({
  status: "PAID",
  attempts: {
    [SECOND]: anAttempt({ attempt: 2, status: "PAID" }),
    [FIRST]: anAttempt({ status: "CANCELLED" }),
  },
  paidAt: at(0),
});

const CASES: readonly Case[] = [
  { what: "a later read had counted", touchedAt: -10, line: reconciled("coalesced") },
  { what: "nothing has changed", line: reconciled("unchanged") },
  { what: "the order moves", answer: aRemote({ status: "PAID" }), line: reconciled("moved", "order.paid") },
  later("timeout"),
  later("network"),
  later("unavailable", 429),
  later("unavailable", 503),
  later("unreadable"),
  finally_("the key is refused (401)", failing("unauthorized", 401), ["credential-failures", "problems"]),
  finally_("the key may not (403)", failing("unauthorized", 403), ["credential-failures", "problems"]),
  finally_("the vendor does not know the checkout (404)", failing("not_found", 404), ["problems"]),
  finally_("the vendor refuses the question (400)", failing("rejected", 400), ["problems"]),
  finally_("the answer breaks the contract", failing("contract"), ["problems"]),
  {
    what: "the order is gone",
    order: null,
    line: { event: "checkout.reconciled", severity: "ERROR", outcome: "missing", counts: ["failures"] },
  },
  {
    what: "the vendor shows another amount",
    answer: aRemote({ status: "PAID", amount: "11.00" }),
    line: problem("moved", "order.problem"),
  },
  {
    what: "the vendor shows a status that nobody knows",
    answer: anUnknownRemote(),
    line: reconciled("moved", "order.unknown_status"),
  },
  {
    what: "money becomes unpaid",
    order: anOrderAt("PAID"),
    answer: aRemote(),
    line: problem("moved", "order.problem"),
  },
  {
    what: "the order is paid a second time",
    order: twoPaid,
    answer: aRemote({ status: "PAID" }),
    line: problem("moved", "order.paid_twice order.late_success order.problem"),
  },
];

const touch: CheckoutTouch = { orderId: "ORD-1", checkoutId: FIRST, touchedAt: at(60), touchedBy: "webhook" };
const ids = { orderId: "ORD-1", checkoutId: FIRST, touchedBy: "webhook" };

/** One order in memory, and a vendor who answers this. */
function arrange({ order = anOrder(), answer = aRemote() }: Pick<Case, "order" | "answer"> = {}) {
  const { database, orders } = memoryStores(100, cloudLog);
  if (order) database.put(order);
  const getCheckout = () =>
    answer instanceof PointCheckoutError ? Promise.reject(answer) : Promise.resolve(answer);
  return { orders, pointcheckout: { getCheckout }, log: cloudLog };
}

describe("onCheckoutTouched writes one line of the log when", () => {
  for (const { what, line, touchedAt = 60, ...given } of CASES) {
    it(what, async () => {
      const run = () => reconcile(arrange(given), { ...touch, touchedAt: at(touchedAt) });
      assertLines(await linesOf(run), [{ ...ids, ...line }]);
    });
  }

  it("the outcome cannot be stored, and throws", async () => {
    const deps = arrange({ answer: aRemote({ status: "PAID" }) });
    deps.orders.commit = () => Promise.reject(new Error("UNAVAILABLE"));
    const run = () => assert.rejects(reconcile(deps, touch), /UNAVAILABLE/);
    const line = { event: "checkout.not_stored", reason: "Error: UNAVAILABLE" };
    assertLines(await linesOf(run), [{ ...ids, ...line, severity: "ERROR", counts: ["failures"] }]);
  });

  it("the order cannot be read, and throws", async () => {
    const deps = arrange({
      order: { ...anOrder(), attempts: { [FIRST]: { status: "PAID" } } } as unknown as Order,
    });
    const run = () => assert.rejects(reconcile(deps, touch), /payment\.attempts/);
    const line = { event: "order.unreadable", severity: "ERROR", counts: ["failures"] } as const;
    assertLines(await linesOf(run), [{ ...ids, ...line }]);
  });

  it("a problem begins, and says which", async () => {
    const run = () => reconcile(arrange({ answer: failing("unauthorized", 401) }), touch);
    const [line] = await linesOf(run);
    assert.equal(line?.jsonPayload.detail, "credentials_rejected: unauthorized");
  });

  it("the checkout itself cannot be read, and asks for no second delivery", async () => {
    new World().connect(cloudLog);
    const after = { id: FIRST, data: () => ({ checkoutId: FIRST }), updateTime: null };
    const event = { data: { after } } as unknown as Parameters<typeof onCheckoutTouched.run>[0];
    const line = { event: "checkout.unreadable", severity: "ERROR", checkoutId: FIRST } as const;
    assertLines(await linesOf(() => onCheckoutTouched.run(event)), [{ ...line, counts: ["failures"] }]);
  });
});
