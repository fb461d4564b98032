import type { Audit } from "../audits/audit.js";
import { runAuditNow } from "../audits/run-audit.js";
import { secrets } from "../config.js";
import { connect, connectAudit } from "../connections.js";
import { fromDate } from "../orders/instant.js";
import { defineCallable } from "./define-callable.js";
import { parseNothing } from "./link-input.js";

/** What came of it so far: `running` means that a further call goes on. The differences stand in `audits/{auditId}`. */
export type AuditReport = Pick<Audit, "auditId" | "state" | "gaps" | "counts" | "differences">;

/**
 * Compares both sides at once. Staff only.
 *
 * @see docs/api.md, "runAudit"
 */
export const runAudit = defineCallable({
  name: "runAudit",
  role: "staff",
  options: { secrets },
  parse: parseNothing,
  work: async (): Promise<AuditReport> => {
    const { callTimeoutMs } = connect().config;
    // Whoever waits is told how far it came, and calls again.
    const audit = await runAuditNow(connectAudit(callTimeoutMs / 2), fromDate(new Date()));
    const { auditId, state, gaps, counts, differences } = audit;
    return { auditId, state, gaps, counts, differences };
  },
});
