import { Command, CommanderError } from "commander";
import { CommandFailure, EXIT } from "./command-failure.js";
import { addAuditCommands } from "./commands/audit.js";
import { addCheckoutCommands } from "./commands/checkout.js";
import { addDoctorCommand } from "./commands/doctor.js";
import { addOrderCommands } from "./commands/order.js";
import { addStaffCommands } from "./commands/staff.js";
import { addWebhookCommands } from "./commands/webhook.js";
import { explainFailure } from "./explain-failure.js";
import type { Host, Terminal } from "./perform.js";
import { createStyle } from "./present/style.js";

const EXAMPLES = `
Examples:
  npm run pointcheckout -- doctor --local
  npm run pointcheckout -- order show ORD-1234 --project my-project
  npm run --silent pointcheckout -- checkout search --order-id ORD-1234 --project my-project --json
  npm run pointcheckout -- staff grant sam@example.com --role staff --project my-project

Ends with 0 when all is well, 1 when what was asked about is bad or failed, 2 when misused. See docs/cli.md.`;

/**
 * Runs one command line of the tool.
 *
 * @param args what stands behind the program's name
 * @returns the exit code: 0 fine, 1 what was asked about is bad or failed, 2 misused
 */
export async function runPointcheckout(args: readonly string[], terminal: Terminal): Promise<number> {
  const isJson = args.includes("--json");
  const host: Host = { terminal, exitCode: EXIT.fine };
  try {
    await commandLine(host).parseAsync(args, { from: "user" });
    return host.exitCode;
  } catch (error) {
    // The library has said why by itself.
    if (error instanceof CommanderError) {
      // Its own words for a command that is missing are “(outputHelp)”.
      const message = error.code === "commander.help" ? "The command is missing." : error.message;
      if (isJson && error.exitCode !== 0) printJson(terminal, message, "Add --help to see what it takes.");
      return error.exitCode === 0 ? EXIT.fine : EXIT.misused;
    }
    const failure = asFailure(explainFailure(error));
    const { red } = createStyle(terminal.isColoured && !isJson);
    if (isJson) printJson(terminal, failure.message, failure.remedy);
    terminal.writeErr(`${red(failure.message)}\n${failure.remedy}\n`);
    return failure.exitCode;
  }
}

function asFailure(error: unknown): CommandFailure {
  if (error instanceof CommandFailure) return error;
  const lines = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new CommandFailure(lines, "This is a defect of the tool. Report it with these lines.");
}

/** With --json, a failure is one document on the standard output, too. */
function printJson({ writeOut }: Terminal, message: string, remedy: string): void {
  writeOut(`${JSON.stringify({ error: { message, remedy } })}\n`);
}

function commandLine(host: Host): Command {
  const program = new Command("pointcheckout")
    .description("Looks after PointCheckout payments, for the merchant's developer. See docs/cli.md.")
    // Before the subcommands, which take these over.
    .configureOutput(host.terminal)
    .exitOverride()
    .showHelpAfterError("Add --help to see what it takes.")
    .option("--local", "the emulators and the simulator of npm start")
    .option("--project <id>", "the Firebase project; needed unless emulators are used")
    .option("--codebase <name>", "which deployment, where firebase.json has several; the first unless named")
    .option("--json", "one JSON document on the standard output, and nothing else there")
    .option("--verbose", "log lines on the standard error")
    .addHelpText("after", EXAMPLES);
  addDoctorCommand(program, host);
  addCheckoutCommands(program, host);
  addOrderCommands(program, host);
  addAuditCommands(program, host);
  addStaffCommands(program, host);
  addWebhookCommands(program, host);
  return program;
}
