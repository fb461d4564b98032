import { runFaultsCommand } from "./faults-cli/run-faults-command.js";

process.exitCode = await runFaultsCommand(process.argv.slice(2), {
  writeOut: (text) => process.stdout.write(text),
  writeErr: (text) => process.stderr.write(text),
});
