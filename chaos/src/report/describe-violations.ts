import type { OrderFacts, Violation } from "../facts/facts.js";
import type { ChaosResult } from "../run-chaos.js";

/** Every violation of a run, then the history of each order that has one. */
export function describeViolations({ seed, violations, histories }: ChaosResult): string {
  if (violations.length === 0) return "";
  const lines = violations.map((one) => `  ${one.orderId ?? "the run"}: ${one.invariant}: ${one.what}`);
  const described = histories.map((order) => describeHistory(order, violations));
  return [`seed ${seed}: ${violations.length} violations`, ...lines, ...described].join("\n");
}

function describeHistory(facts: OrderFacts, violations: readonly Violation[]): string {
  const { orderId, journey, order, checkouts, ledger } = facts;
  const own = violations.filter((one) => one.orderId === orderId);
  return [
    `\n== ${orderId} (${journey}): ${own.map(({ invariant }) => invariant).join(", ")}`,
    ...timeline(facts).map(({ at, what }) => `  ${new Date(at).toISOString()}  ${what}`),
    "  the order:",
    indent(order),
    "  its checkouts:",
    indent(checkouts),
    "  the vendor's ledger:",
    indent(ledger),
  ].join("\n");
}

type Moment = { at: number; what: string };

function timeline({ events, calls, actions, requests, notifications, ledger }: OrderFacts): Moment[] {
  const moments: Moment[] = [
    ...calls.map(({ startedAt, endedAt, name, code, checkoutId, message }) => ({
      at: startedAt,
      what: `call     ${name} ${code} ${checkoutId ?? ""} after ${endedAt - startedAt} ms ${message ?? ""}`,
    })),
    ...actions.map(({ at, move, checkoutId }) => ({ at, what: `action   ${move} ${checkoutId}` })),
    ...events.map(({ writtenAt, id, type, from, to, source, checkoutId, detail }) => ({
      at: Date.parse(writtenAt),
      what: `event    ${id} ${type} ${from} > ${to} by ${source} ${checkoutId ?? ""} ${detail ?? ""}`,
    })),
    ...requests.map(({ at, operation, status, fault, checkoutId, requestId }) => ({
      at: Date.parse(at),
      what: `request  ${operation} ${status} ${fault ?? ""} ${checkoutId ?? requestId ?? ""}`,
    })),
    ...notifications.map(({ at, channel, cause, status, outcome, checkoutId }) => ({
      at: Date.parse(at),
      what: `notify   ${channel} ${cause} ${status} ${outcome} ${checkoutId}`,
    })),
    ...ledger.flatMap(({ id, history }) =>
      history.map(({ at, move, status, totalRefundedMinor, actor }) => ({
        at: Date.parse(at),
        what: `ledger   ${move} by ${actor} > ${status} ${totalRefundedMinor || ""} ${id}`,
      })),
    ),
  ];
  return moments.sort((a, b) => a.at - b.at);
}

const indent = (value: unknown): string => JSON.stringify(value, undefined, 2).replace(/^/gm, "    ");
