import type { Command } from "commander";
import type { Audit } from "../../../functions/src/audits/audit.js";
import type { AuditDependencies } from "../../../functions/src/audits/audit-dependencies.js";
import { runAuditNow } from "../../../functions/src/audits/run-audit.js";
import { fromDate } from "../../../functions/src/shared/instant.js";
import { timeFor } from "../../../functions/src/shared/time-for.js";
import { CommandFailure, type Outcome } from "../command-failure.js";
import { type Host, perform, type Tool } from "../perform.js";
import { drawAudit, isFineAudit } from "../present/audit.js";
import { readAuditId } from "./arguments.js";

/** Of one run; the next goes on where it stopped. */
const RUN_MS = 60_000;
/** Of one day, by hand: see runAudit. */
const MOST_A_DAY = 50;
const DAY_MS = 24 * 60 * 60_000;

export function addAuditCommands(program: Command, host: Host): void {
  const audit = program
    .command("audit")
    .description(
      "Our orders compared with the vendor's checkouts. Ends with 1 when a human has something to decide.",
    );
  audit
    .command("run")
    .description("Compares both sides now, and goes on until it is done.")
    .addHelpText("after", "\nExample: npm run pointcheckout -- audit run --project my-project")
    .action(perform(host, run));
  audit
    .command("show")
    .description("Counts and differences of an audit, with what to do.")
    .argument("[date]", "of which day; the newest of today or yesterday when left out", readAuditId)
    .addHelpText("after", "\nExample: npm run pointcheckout -- audit show 2030-01-31 --project my-project")
    .action(perform(host, show));
}

async function run(tool: Tool): Promise<Outcome> {
  const { auditDays, livemode, requestIdPrefix } = await tool.project.config();
  const pointcheckout = await tool.project.pointcheckout();
  const settings = { auditDays, livemode, requestIdPrefix };
  const deps: Omit<AuditDependencies, "hasTimeLeft"> = { ...tool.project.stores(), pointcheckout, settings };
  const now = fromDate(new Date());
  let before = "";
  for (;;) {
    const audit = await runAuditNow({ ...deps, ...timeFor(RUN_MS) }, now);
    if (audit.state !== "running") return report(tool, audit);
    // It stopped where the run before had: the vendor cannot be read, or another run is at work.
    if (JSON.stringify(audit) === before) {
      throw new CommandFailure(
        `Audit ${audit.auditId} does not get on at the step “${audit.step}”.`,
        "Look with doctor whether the vendor can be read, then run this again: it goes on where it stopped.",
      );
    }
    before = JSON.stringify(audit);
  }
}

async function show(tool: Tool, _: object, [date]: readonly string[]): Promise<Outcome> {
  const audit = date ? await read(tool, date) : await newest(tool, new Date());
  if (audit) return report(tool, audit);
  throw new CommandFailure(
    date ? `There is no audit ${date}.` : "There is no audit of today or yesterday.",
    "Begin one with audit run, or look whether auditOrders is deployed.",
  );
}

async function report(tool: Tool, audit: Audit): Promise<Outcome> {
  const differences = await tool.project.stores().audits.differences(audit.auditId);
  const data = { audit, differences };
  return { isFine: isFineAudit(audit), data, text: drawAudit(data, tool.style) };
}

const read = async ({ project }: Tool, auditId: string): Promise<Audit | null> =>
  (await project.stores().audits.read(auditId))?.audit ?? null;

/** The last of today's audits, else of yesterday's. */
async function newest(tool: Tool, now: Date): Promise<Audit | null> {
  for (const age of [0, 1]) {
    const day = new Date(now.getTime() - age * DAY_MS).toISOString().slice(0, 10);
    let found = await read(tool, day);
    for (let nth = 2; found !== null && nth <= MOST_A_DAY; nth += 1) {
      const next = await read(tool, `${day}-${nth}`);
      if (next === null) return found;
      found = next;
    }
    if (found) return found;
  }
  return null;
}
