import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { isErrno, readJson } from "./files.mjs";
import { cacheDir, root } from "./paths.mjs";

const installedAt = {
  linux: [
    "/usr/bin/google-chrome-stable",
    "/usr/bin/google-chrome",
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/snap/bin/chromium",
  ],
  darwin: [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
  ],
  win32: [process.env.PROGRAMFILES, process.env["PROGRAMFILES(X86)"], process.env.LOCALAPPDATA]
    .filter((dir) => dir !== undefined)
    .map((dir) => join(dir, "Google", "Chrome", "Application", "chrome.exe")),
};

const flags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * A headless browser for tests: an installed Chrome or Chromium (CHROME_PATH first), else, on 64-bit Linux, the one
 * that comes as an npm package. Nothing is downloaded.
 *
 * @returns {Promise<import("playwright-core").Browser>}
 */
export async function launchBrowser() {
  const { executablePath, env } = await findBrowser();
  const { chromium } = await import("playwright-core");
  return chromium.launch({ executablePath, args: flags, env: { ...process.env, ...env }, timeout: 60_000 });
}

/** @returns {Promise<{ executablePath: string, env: Record<string, string> }>} */
async function findBrowser() {
  const named = process.env.CHROME_PATH;
  if (named && !existsSync(named)) throw new Error(`CHROME_PATH names a file that does not exist: ${named}`);
  const platform = /** @type {keyof typeof installedAt} */ (process.platform);
  const installed = named || installedAt[platform]?.find(existsSync);
  if (installed) return { executablePath: installed, env: {} };
  if (process.platform === "linux" && process.arch === "x64") return packagedBrowser();
  throw new Error(
    "the browser tests need Google Chrome or Chromium: install one, or let CHROME_PATH name its executable",
  );
}

/**
 * The packaged Chromium was made for AWS Lambda. It is unpacked once, together with the libraries (NSS, expat) and the
 * fonts that it ships and that a bare container lacks.
 */
async function packagedBrowser() {
  const { version } = readJson(join(root, "node_modules", "@sparticuz", "chromium", "package.json"));
  const dir = join(cacheDir, `chromium-${version}`);
  if (!existsSync(dir)) await unpack(dir);
  return {
    executablePath: join(dir, "chromium"),
    env: {
      LD_LIBRARY_PATH: [join(dir, "al2023", "lib"), process.env.LD_LIBRARY_PATH].filter(Boolean).join(":"),
      FONTCONFIG_PATH: join(dir, "fonts"),
    },
  };
}

/**
 * The package unpacks into the directory for temporary files, and takes what it finds there for complete. So it does
 * that in a process with a directory of its own, which gets its name when all is there.
 *
 * @param {string} dir
 */
async function unpack(dir) {
  mkdirSync(cacheDir, { recursive: true });
  const unfinished = mkdtempSync(`${dir}-`);
  const script = 'import("@sparticuz/chromium").then(({ default: chromium }) => chromium.executablePath())';
  try {
    await promisify(execFile)(process.execPath, ["-e", script], {
      cwd: root,
      // The second makes it unpack its libraries too: it asks whether it runs on Lambda.
      env: { ...process.env, TMPDIR: unfinished, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs22.x" },
      timeout: 120_000,
    });
    renameSync(unfinished, dir);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    // Another process was faster, which is as good.
    if (!isErrno(error, "ENOTEMPTY") && !isErrno(error, "EEXIST")) throw error;
  }
}
