import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Writes a file that is made from others, or, with `--check`, says by the exit code whether it is up to date.
 *
 * @param command what brings it up to date
 */
export function keepFile({ file, text, command }: { file: string; text: string; command: string }): void {
  const wanted = file.endsWith(".ts") ? format(file, text) : text;
  if (!process.argv.includes("--check")) {
    writeFileSync(file, wanted);
    return;
  }
  if (read(file) === wanted) return;
  console.error(`${relative(root, file)} is not up to date: ${command}`);
  process.exitCode = 1;
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

/** As the formatter leaves it, so that both agree. */
function format(file: string, input: string): string {
  const biome = `${root}node_modules/@biomejs/biome/bin/biome`;
  return execFileSync(process.execPath, [biome, "format", `--stdin-file-path=${file}`], {
    cwd: root,
    input,
    encoding: "utf8",
  });
}
