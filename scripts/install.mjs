// The first step of every npm command: installs the packages of each lock file that has changed. It imports nothing that
// has to be installed.
import { installPackages } from "./lib/packages.mjs";

try {
  await installPackages();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
