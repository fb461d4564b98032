import { asCanonicalLine } from "../shared/canonical-line.js";
import type { Log } from "../shared/log.js";
import { reasonOf } from "../shared/reason.js";
import type { Audit } from "./audit.js";

export function withAuditLine(log: Log, work: () => Promise<Audit>): Promise<Audit> {
  return asCanonicalLine(log, async () => {
    try {
      return await work();
    } catch (error) {
      log.error("audit.failed", { reason: reasonOf(error) }, error);
      throw error;
    }
  });
}

export function beside(log: Log, audit: Audit): Audit {
  log.info("audit.run_beside", { auditId: audit.auditId });
  return audit;
}

export const levelOf = ({ state, counts }: Audit): "info" | "warn" =>
  state === "complete" && counts.reported === 0 ? "info" : "warn";

export function logAuditEnd(log: Log, audit: Audit): Audit {
  const { auditId, state, counts, differences, gaps } = audit;
  const level = levelOf(audit);
  log[level]("audit.done", { auditId, state, ...counts, gaps: gaps.join(" "), ...differences });
  return audit;
}
