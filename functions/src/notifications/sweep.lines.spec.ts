import { aLeased, anAttempt, anOrder, aRemote, at, FIRST, SECOND } from "../../test/fixtures/orders.js";
import { memoryStores } from "../../test/memory/memory-stores.js";
import { sweepDependencies } from "../../test/support/sweep-dependencies.js";
import { assertLines, type Expected, linesOf } from "../../test/support/written-lines.js";
import type { Order } from "../orders/model/order.js";
import { PointCheckoutError, type PointCheckoutErrorKind } from "../pointcheckout/errors.js";
import type { RemoteCheckout } from "../pointcheckout/responses.js";
import { cloudLog } from "../shared/cloud-log.js";
import { type SweepDependencies, sweep } from "./sweep.js";

const NOW = 120;
const crashed = anOrder({ attempts: {}, requests: [aLeased(60, { expiresIn: 60 })] });
const paidBesideOpen = anOrder({
  status: "PAID",
  attempts: {
    [FIRST]: anAttempt({ status: "PAID", nextCheckAt: null }),
    [SECOND]: anAttempt({ attempt: 2, nextCheckAt: at(60) }),
  },
  paidAt: at(0),
});
const failing = (kind: PointCheckoutErrorKind) => new PointCheckoutError({ kind, operation: "vendor" });

type Case = {
  what: string;
  orders: readonly Order[];
  found?: readonly RemoteCheckout[] | PointCheckoutError;
  cancelling?: PointCheckoutError;
  isStoring?: boolean;
  now?: number;
  lines: readonly Expected[];
};

const one = (notes: string | undefined, touched: number, checkoutId?: string): Expected => ({
  event: "sweep.order",
  severity: "INFO",
  orderId: "ORD-1",
  checkoutId,
  touched,
  notes,
});
const done = (fields: Record<string, unknown> = {}): Expected => ({
  event: "sweep.done",
  severity: "INFO",
  due: 1,
  stuck: 0,
  ...fields,
  counts: ["sweep-runs"],
});

const CASES: readonly Case[] = [
  { what: "a run that found nothing due", orders: [], lines: [done({ due: 0 })] },
  { what: "a touched order", orders: [anOrder()], lines: [one(undefined, 1, FIRST), done({ touched: 1 })] },
  {
    what: "an adopted link",
    orders: [crashed],
    found: [aRemote()],
    lines: [one("order.link_created creation.settled", 0, FIRST), done({ adopted: 1 })],
  },
  {
    what: "an order that was given back",
    orders: [crashed],
    found: [],
    lines: [one("order.link_refused creation.settled", 0), done({ reverted: 1 })],
  },
  {
    what: "a request id that stands for something else",
    orders: [crashed],
    found: [aRemote({ amount: "99.00" })],
    lines: [
      {
        ...one("creation.conflict order.link_refused order.problem", 0),
        severity: "ERROR",
        requestId: "ORD-1-r1",
        counts: ["problems"],
      },
      done(),
    ],
  },
  {
    what: "a search that failed",
    orders: [crashed],
    found: failing("unavailable"),
    lines: [
      { ...one("creation.search_failed", 0), severity: "WARNING", reason: "failed unavailable: vendor" },
      done(),
    ],
  },
  {
    what: "a link that was taken back beside a payment",
    orders: [paidBesideOpen],
    lines: [one("link.cancelled", 1, SECOND), done({ cancelled: 1 })],
  },
  {
    what: "a link that could not be taken back",
    orders: [paidBesideOpen],
    cancelling: failing("rejected"),
    lines: [{ ...one("link.not_cancelled", 1, SECOND), severity: "WARNING" }, done()],
  },
  {
    what: "each order of a backlog",
    orders: ["ORD-1", "ORD-2", "ORD-3"].map((orderId) =>
      anOrder({ orderId, attempts: {}, nextCheckAt: at(60) }),
    ),
    lines: [
      ...["ORD-1", "ORD-2", "ORD-3"].map((orderId) => ({ ...one(undefined, 0), orderId })),
      done({ due: 3 }),
    ],
  },
  {
    what: "orders that are stuck",
    orders: [anOrder()],
    now: 60 + 16 * 60,
    lines: [
      one(undefined, 1, FIRST),
      {
        ...done({ stuck: 1, orderId: "ORD-1", reason: "late" }),
        severity: "WARNING",
        counts: ["stuck-orders", "sweep-runs"],
      },
    ],
  },
  {
    what: "an order that could not be stored, nor postponed",
    orders: [anOrder()],
    isStoring: false,
    lines: [
      {
        event: "sweep.order_failed",
        severity: "ERROR",
        orderId: "ORD-1",
        notes: "sweep.not_postponed",
        counts: ["failures"],
      },
      done({ failed: 1 }),
    ],
  },
];

describe("sweepOrders writes one line of the log for each order and one for the run:", () => {
  for (const { what, lines, ...given } of CASES) {
    it(what, async () => {
      assertLines(await linesOf(() => run(given)), lines);
    });
  }
});

function run({ orders, found = [], cancelling, isStoring = true, now = NOW }: Omit<Case, "what" | "lines">) {
  const { database, orders: store } = memoryStores(now, cloudLog);
  for (const order of orders) database.putWithCheckouts(order);
  if (!isStoring) store.commit = () => Promise.reject(new Error("UNAVAILABLE"));
  const pointcheckout: SweepDependencies["pointcheckout"] = {
    searchCheckouts: async () => {
      if (found instanceof PointCheckoutError) throw found;
      const { length } = found;
      return { page: 0, size: 100, totalPages: 1, totalElements: length, content: [...found] };
    },
    cancelCheckout: async () => {
      if (cancelling) throw cancelling;
      return aRemote({ status: "CANCELLED" });
    },
  };
  return sweep(sweepDependencies({ orders: store, pointcheckout, log: cloudLog }), database.now);
}
