import { Command, CommanderError, type OutputConfiguration } from "commander";
import { addClockCommand } from "./clock-command.js";
import { CommandFailure } from "./command-failure.js";
import { addFaultCommands } from "./fault-commands.js";
import { kindLines } from "./fault-options.js";
import { addMoveCommand } from "./move-command.js";
import { withTerminalOptions } from "./terminal.js";

const MISUSE = 2;

export type Output = Required<Pick<OutputConfiguration, "writeOut" | "writeErr">>;

/**
 * Runs one command line of `simulator:faults`.
 *
 * @param args what stands behind the program's name
 * @returns the exit code: 0 done, 1 the simulator refused or is not there, 2 misused
 */
export async function runFaultsCommand(args: readonly string[], output: Output): Promise<number> {
  try {
    await commandLine(output).parseAsync(args, { from: "user" });
    return 0;
  } catch (error) {
    // The library has said why by itself.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : MISUSE;
    if (!(error instanceof CommandFailure)) throw error;
    output.writeErr(`${error.message}\n`);
    return error.exitCode;
  }
}

function commandLine(output: Output): Command {
  const program = withTerminalOptions(new Command("simulator:faults"))
    .description("Makes a running simulator misbehave. See docs/simulator.md.")
    // Before the subcommands, which take these over.
    .configureOutput(output)
    .exitOverride()
    .showHelpAfterError("Add --help to see what it takes.")
    .addHelpText("after", () => `\nKinds of faults:\n${kindLines()}`)
    .addHelpText(
      "after",
      "\nEnds with 0 when done, 1 when the simulator refused or is not there, 2 when misused.",
    );
  addFaultCommands(program);
  addMoveCommand(program);
  addClockCommand(program);
  return program;
}
