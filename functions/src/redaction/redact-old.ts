import type { Order } from "../orders/model/order.js";
import type { Operator } from "../orders/model/order-event.js";
import type { OrderArchive, OrderCursor, OrderStore } from "../orders/store/order-store.js";
import { asCanonicalLine } from "../shared/canonical-line.js";
import { addMilliseconds, DAY_MS, type Instant } from "../shared/instant.js";
import type { Log } from "../shared/log.js";
import { reasonOf } from "../shared/reason.js";
import { whyNotRedactable } from "./plan-redaction.js";
import { redactOrder } from "./redact-order.js";

type RetentionDependencies = {
  orders: Pick<OrderStore, "read" | "commit"> & OrderArchive;
  /** 0: never. */
  retentionDays: number;
  log: Log;
  hasTimeLeft: () => boolean;
};

/** In orders. `open`: old enough, but not ended. */
type RetentionReport = { redacted: number; open: number; failed: number; isFinished: boolean };

const PAGE = 50;
const BY: Operator = { uid: "retention" };

/** Redacted orders leave the query, so the next run continues without a cursor. @param now the schedule's own time */
export async function redactOld(deps: RetentionDependencies, now: Instant): Promise<RetentionReport> {
  const { orders, retentionDays, log, hasTimeLeft } = deps;
  const report: RetentionReport = { redacted: 0, open: 0, failed: 0, isFinished: true };
  if (retentionDays === 0) return report;
  const until = addMilliseconds(now, -retentionDays * DAY_MS);
  let after: OrderCursor | null = null;
  try {
    do {
      const page = await orders.notRedacted(until, after, PAGE);
      await Promise.all(
        page.orders.map((order) => asCanonicalLine(log, () => redactOne(deps, order, report))),
      );
      after = page.next;
    } while (after !== null && hasTimeLeft());
  } catch (error) {
    log.error("retention.failed", { retentionDays, reason: reasonOf(error) }, error);
    throw error;
  }
  report.isFinished = after === null;
  log[report.failed > 0 ? "error" : "info"]("retention.done", { retentionDays, ...report });
  return report;
}

async function redactOne(deps: RetentionDependencies, order: Order, report: RetentionReport): Promise<void> {
  const { orderId } = order;
  if (whyNotRedactable(order) !== null) {
    report.open += 1;
    return;
  }
  try {
    if (await redactOrder(deps, orderId, BY)) report.redacted += 1;
  } catch (error) {
    report.failed += 1;
    deps.log.error("retention.order_failed", { orderId, reason: reasonOf(error) }, error);
  }
}
