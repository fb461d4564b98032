import type { Audit, Difference } from "../../../functions/src/audits/audit.js";
import { toIsoString } from "../../../functions/src/shared/instant.js";
import { DIFFERENCE_WORDS } from "./difference-words.js";
import type { Style } from "./style.js";
import { drawFacts, drawTable } from "./table.js";

export type AuditReport = { audit: Audit; differences: readonly Difference[] };

/** Nothing is left for a human: all was seen, and what differed heals by itself. */
export const isFineAudit = ({ state, counts }: Audit): boolean =>
  state === "complete" && counts.reported === 0;

/** Counts, gaps, and the differences by kind, each with what to do. */
export function drawAudit({ audit, differences }: AuditReport, { bold, yellow }: Style): string {
  const { auditId, state, counts, gaps, startedAt, finishedAt } = audit;
  const facts = drawFacts([
    ["audit", auditId],
    ["state", state],
    ["begun", toIsoString(startedAt)],
    ["ended", finishedAt && toIsoString(finishedAt)],
    ["gaps", gaps.join(", ")],
    ...Object.entries(counts),
  ]);
  const kinds = [...new Set(differences.map(({ kind }) => kind))];
  const sections = kinds.map((kind) => {
    const { meaning, remedy } = DIFFERENCE_WORDS[kind];
    const rows = differences.filter((one) => one.kind === kind).map(toRow);
    const table = drawTable(["checkout", "order", "action", "ours", "theirs"], rows);
    return `${yellow(`${kind} (${rows.length})`)}: ${meaning}\n${bold("what to do")}: ${remedy}\n${table}`;
  });
  return [facts, ...(sections.length === 0 ? ["no differences"] : sections)].join("\n\n");
}

const toRow = (one: Difference) => [
  one.checkoutId,
  one.orderId,
  one.action,
  one.ours?.status,
  one.theirs?.status,
];
