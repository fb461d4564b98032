import type { Audit } from "../../audits/audit.js";
import { runAuditNow } from "../../audits/run-audit.js";
import { connect } from "../../connections.js";
import { fromDate } from "../../shared/instant.js";
import { timeFor } from "../../shared/time-for.js";
import { workBySchema } from "../answer-call.js";
import { nothingInput } from "../link-input.js";

/** `running` means that a further call goes on. The differences stand in `audits/{auditId}`. */
export type AuditReport = Pick<Audit, "auditId" | "state" | "gaps" | "counts" | "differences">;

export const { parse, work } = workBySchema(nothingInput, async (): Promise<AuditReport> => {
  const deps = connect();
  // The caller learns how far it came, and calls again.
  const time = timeFor(deps.settings.callTimeoutMs / 2);
  const audit = await runAuditNow({ ...deps, ...time }, fromDate(new Date()));
  const { auditId, state, gaps, counts, differences } = audit;
  return { auditId, state, gaps, counts, differences };
});
