import type { ChaosResult } from "../run-chaos.js";

/** What a reader wants to see of a run at one look; docs/chaos.md says what each column stands for. */
const COLUMNS: readonly [string, (result: ChaosResult) => string | number][] = [
  ["seed", ({ seed }) => seed],
  ["orders", ({ figures }) => figures.orders],
  ["converged", ({ figures }) => figures.converged],
  ["live links", ({ figures }) => figures.liveLinks],
  ["posts/order", ({ figures: { posts, orders } }) => `${(posts.total / orders).toFixed(2)} (${posts.max})`],
  ["per fact", ({ figures }) => figures.eventsPerFact],
  ["paid>unpaid", ({ figures }) => figures.paidToUnpaid],
  ["stuck", ({ figures }) => figures.stuck],
  ["lost", ({ figures }) => figures.lostPayments],
  ["told/dropped", ({ figures: { notifications } }) => tellings(notifications)],
  ["forged", ({ figures: { forged } }) => `${forged.accepted}/${forged.sent}`],
  ["reads/touches", ({ figures: { reads } }) => `${reads.answered}/${reads.touches}`],
  ["p50", ({ figures: { delays } }) => ms(delays.p50)],
  ["p95", ({ figures: { delays } }) => ms(delays.p95)],
  ["max", ({ figures: { delays } }) => ms(delays.max)],
  ["healed", ({ figures: { delays } }) => sum(delays.healed)],
  ["aged", ({ aged }) => aged],
  ["killed", ({ killed }) => `${killed.functions}+${killed.listener}`],
  ["s", ({ seconds }) => seconds.toFixed(0)],
  ["violations", ({ violations }) => violations.length],
];

/** A row for each run, under one line of names. */
export function drawTable(results: readonly ChaosResult[]): string {
  const rows = results.map((result) => COLUMNS.map(([, cell]) => String(cell(result))));
  const widths = COLUMNS.map(([name], column) =>
    Math.max(name.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  return [COLUMNS.map(([name]) => name), ...rows]
    .map((row) => row.map((cell, column) => cell.padStart(widths[column] ?? 0)).join("  "))
    .join("\n");
}

function tellings(outcomes: Readonly<Record<string, number>>): string {
  const { dropped = 0, ...others } = outcomes;
  return `${sum(others)}/${dropped}`;
}

const sum = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((total, count) => total + count, 0);

const ms = (value: number | null): string => (value === null ? "-" : `${value} ms`);
