import { isColoured } from "./present/style.js";
import { runPointcheckout } from "./run-pointcheckout.js";

process.exitCode = await runPointcheckout(process.argv.slice(2), {
  writeOut: (text) => process.stdout.write(text),
  writeErr: (text) => process.stderr.write(text),
  isColoured: isColoured(process.stdout, process.env),
});
