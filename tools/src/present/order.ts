import { listAttempts, type Order } from "../../../functions/src/orders/model/order.js";
import { decisionsOf, PROBLEMS } from "../../../functions/src/orders/model/problems.js";
import { amountOf } from "../../../functions/src/orders/model/stored-content.js";
import { problemCodesOf } from "../../../functions/src/orders/transition/derive.js";
import { type Instant, toIsoString } from "../../../functions/src/shared/instant.js";
import { type Money, toDecimalText } from "../../../functions/src/shared/money.js";
import type { Style } from "./style.js";
import { type Cell, drawFacts, drawTable } from "./table.js";

const time = (instant: Instant | null): string | null => instant && toIsoString(instant);
const money = (amount: Money, minor = amount.minor): string =>
  `${toDecimalText({ ...amount, minor })} ${amount.currency}`;
/** Content as it is stored: what is no text is shown as JSON. */
const text = (value: unknown): string | null =>
  value == null ? null : typeof value === "string" ? value : JSON.stringify(value);

/** An order for people: what it is, what is wrong with it and what helps, its links, when it is looked at again. */
export function drawOrder(order: Order, { bold, red }: Style): string {
  const { content, paid, refunded, cashAmount } = order;
  const amount = amountOf(content);
  const facts: [string, Cell][] = [
    ["order", order.orderId],
    ["status", order.status],
    ["amount", amount ? money(amount) : text(content.amount)],
    ["paid", paid && money(paid)],
    ["refunded", refunded && money(refunded)],
    ["unsettled refund", unsettledRefundOf(order)],
    ["cash to collect", cashAmount && money(cashAmount)],
    ["description", text(content.description)],
    ["livemode", order.livemode],
    ["customer", customerOf(content.customer)],
    ["customer uid", text(content.customerUid)],
    ["created", time(order.createdAt)],
    ["paid at", time(order.paidAt)],
    ["next check", time(order.nextCheckAt) ?? "none: nothing is expected"],
    ["redacted", time(order.redactedAt)],
  ];
  const parts = [drawFacts(facts), drawProblems(order, red)];
  const names = [
    "checkout",
    "attempt",
    "status",
    "amount",
    "refunded",
    "observed",
    "expires",
    "next check",
    "page",
  ];
  const rows = listAttempts(order).map(([id, attempt]) => [
    id,
    attempt.attempt,
    attempt.status,
    money(attempt.amount),
    money(attempt.amount, attempt.totalRefundedMinor),
    time(attempt.observedAt),
    time(attempt.expiresAt),
    time(attempt.nextCheckAt),
    attempt.url,
  ]);
  parts.push(rows.length === 0 ? "no payment link" : `${bold("payment links")}\n${drawTable(names, rows)}`);
  return parts.filter((part) => part !== "").join("\n\n");
}

/** What a repetition of the refund, or a look in the vendor's portal, needs. */
function unsettledRefundOf({ refund, attempts }: Order): string | null {
  const attempt = refund && attempts[refund.checkoutId];
  if (!attempt) return null;
  const { referenceId, amountMinor, state, checkoutId } = refund;
  return `${money(attempt.amount, amountMinor)} of checkout ${checkoutId}, reference ${referenceId}: ${state}`;
}

function customerOf(customer: unknown): string | null {
  const { firstName, lastName, email, phone } = Object(customer) as Record<string, unknown>;
  const words = [firstName, lastName, email, phone].filter((word) => typeof word === "string");
  return words.length > 0 ? words.join(" ") : text(customer);
}

function drawProblems(order: Order, red: Style["red"]): string {
  const codes = new Set([...(order.problem ? [order.problem] : []), ...problemCodesOf(order)]);
  const lines = [...codes].map((code) => {
    const { meaning, remedy } = PROBLEMS[code];
    const decisions = decisionsOf(code).join(" or ");
    const decide = decisions && `\n         An administrator may decide (resolveProblem): ${decisions}.`;
    return `${red(`problem  ${code}`)}: ${meaning}\n         ${remedy}${decide}`;
  });
  const seen = Object.entries(order.attempts).flatMap(([id, { anomaly }]) =>
    anomaly ? [`seen     ${id}: ${anomaly.code}, ${anomaly.seen}`] : [],
  );
  return [...lines, ...seen].join("\n");
}
