import { asCanonicalLine } from "../shared/canonical-line.js";
import type { Log } from "../shared/log.js";
import { reasonOf } from "../shared/reason.js";
import type { Audit } from "./audit.js";

/** One line for a run, also for one that a defect ends. */
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

/** Another run was first: it goes on, this one stops. */
export function beside(log: Log, audit: Audit): Audit {
  log.info("audit.run_beside", { auditId: audit.auditId });
  return audit;
}

/** Loud when a human has something to look at. */
export const levelOf = ({ state, counts }: Audit): "info" | "warn" =>
  state === "complete" && counts.reported === 0 ? "info" : "warn";

/** What an audit came to, with all its counts. */
export function logAuditEnd(log: Log, audit: Audit): Audit {
  const { auditId, state, counts, differences, gaps } = audit;
  const level = levelOf(audit);
  log[level]("audit.done", { auditId, state, ...counts, gaps: gaps.join(" "), ...differences });
  return audit;
}
