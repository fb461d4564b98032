import { onCall } from "firebase-functions/v2/https";
import type { Audit } from "../audits/audit.js";
import { runAuditNow } from "../audits/run-audit.js";
import { functionOptions, secrets } from "../config.js";
import { connect, connectAudit } from "../connections.js";
import { fromDate } from "../orders/instant.js";
import { requireStaff } from "./authorise.js";
import { parseNothing } from "./link-input.js";
import { atTheEdge, invalidArgument } from "./to-https-error.js";

/** What came of it so far: `running` means that a further call goes on. The differences stand in `audits/{auditId}`. */
export type AuditReport = Pick<Audit, "auditId" | "state" | "gaps" | "counts" | "differences">;

/**
 * Compares both sides at once. Staff only.
 *
 * @see docs/api.md, "runAudit"
 */
export const runAudit = onCall<unknown, Promise<AuditReport>>({ ...functionOptions(), secrets }, (request) =>
  atTheEdge("runAudit", request, async () => {
    requireStaff(request);
    const parsed = parseNothing(request.data);
    if (!parsed.ok) throw invalidArgument(parsed.problems);
    const { callTimeoutMs } = connect().config;
    // Whoever waits is told how far it came, and calls again.
    const audit = await runAuditNow(connectAudit(callTimeoutMs / 2), fromDate(new Date()));
    const { auditId, state, gaps, counts, differences } = audit;
    return { auditId, state, gaps, counts, differences };
  }),
);
