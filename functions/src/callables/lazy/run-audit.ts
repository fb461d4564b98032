import type { Audit } from "../../audits/audit.js";
import { runAuditNow } from "../../audits/run-audit.js";
import { connect, connectAudit } from "../../connections.js";
import { fromDate } from "../../shared/instant.js";
import { workBySchema } from "../callable-work.js";
import { nothingInput } from "../link-input.js";

/** `running` means that a further call goes on. The differences stand in `audits/{auditId}`. */
export type AuditReport = Pick<Audit, "auditId" | "state" | "gaps" | "counts" | "differences">;

export const { parse, work } = workBySchema(nothingInput, async (): Promise<AuditReport> => {
  const { callTimeoutMs } = connect().config;
  // The caller learns how far it came, and calls again.
  const audit = await runAuditNow(connectAudit(callTimeoutMs / 2), fromDate(new Date()));
  const { auditId, state, gaps, counts, differences } = audit;
  return { auditId, state, gaps, counts, differences };
});
