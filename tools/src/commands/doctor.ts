import type { Command } from "commander";
import { describeError } from "../../../scripts/lib/errors.js";
import { CommandFailure, type Outcome } from "../command-failure.js";
import { type CheckResult, type Finding, failed, makeChecks, notChecked } from "../doctor/check.js";
import { machineChecks } from "../doctor/machine.js";
import { rulesCheck } from "../doctor/rules.js";
import { vendorChecks } from "../doctor/vendor.js";
import { explainFailure } from "../explain-failure.js";
import { type Host, perform, type Tool } from "../perform.js";
import type { Style } from "../present/style.js";

export function addDoctorCommand(program: Command, host: Host): void {
  program
    .command("doctor")
    .description(
      "Checks machine, parameters, keys, webhook secret, rules and clock; each with a remedy. Ends with 1 when one failed or could not be made.",
    )
    .addHelpText("after", "\nExample: npm run pointcheckout -- doctor --local")
    .action(perform(host, examine));
}

async function examine({ project, style }: Tool): Promise<Outcome> {
  const checks = { ...machineChecks(project.isEmulated), ...vendorChecks(project), ...rulesCheck(project) };
  const results = await makeChecks(checks, explain);
  // What could not be checked is not fine.
  const isFine = results.every(({ outcome }) => outcome === "ok" || outcome === "warning");
  return {
    isFine,
    data: { project: project.projectId, isFine, checks: results },
    text: drawChecks(results, style),
  };
}

/** A check that cannot be made for want of rights says so; one that breaks has failed. */
function explain(error: unknown): Finding {
  const failure = explainFailure(error);
  if (failure instanceof CommandFailure) return notChecked(failure.message, failure.remedy);
  return failed(describeError(error), "See the message.");
}

export function drawChecks(results: readonly CheckResult[], { green, yellow, red, dim }: Style): string {
  const paint = { ok: green, warning: yellow, failed: red, "not checked": yellow };
  const lines = results.flatMap(({ name, outcome, detail, remedy }) => [
    `${paint[outcome](outcome.padEnd(11))}  ${name.padEnd(18)}  ${detail}`,
    ...(remedy === undefined ? [] : remedy.split("\n").map((line) => dim(`${" ".repeat(33)}${line}`))),
  ]);
  return lines.join("\n");
}
