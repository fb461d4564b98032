import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Compiles the client as it is published, and puts it where an app in `.cache/<name>` finds it as a package.
 *
 * @param name whoever builds at the same time uses another one
 * @returns the package's directory
 */
export function buildClient(name: string): string {
  const client = join(root, "client");
  const directory = join(root, ".cache", name, "node_modules", "pointcheckout-firebase-client");
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  copyFileSync(join(client, "package.json"), join(directory, "package.json"));
  const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
  const args = ["-p", join(client, "tsconfig.build.json"), "--outDir", join(directory, "lib")];
  execFileSync(process.execPath, [tsc, ...args, "--noEmitOnError"], {
    stdio: ["ignore", "inherit", "inherit"],
  });
  return directory;
}
