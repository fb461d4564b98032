// The merchant's developer's tool: npm run pointcheckout -- <command>. See docs/cli.md.
import { describeError } from "../scripts/lib/fail.mjs";
import { setUp } from "../scripts/lib/set-up.mjs";

// The doctor says what is missing; everything else has it provided.
const isDoctor = process.argv.slice(2).includes("doctor");
try {
  if (!isDoctor) await setUp({ quiet: true, emulator: false });
  const { register } = await import("tsx/esm/api");
  register();
  await import("./src/cli.ts");
} catch (error) {
  const isMissing = error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND";
  const remedy = isMissing ? "The packages are not installed. Run: npm run setup\n" : "";
  process.stderr.write(`${describeError(error)}\n${remedy}`);
  process.exitCode = 1;
}
