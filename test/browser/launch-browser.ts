import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import type { Browser } from "playwright-core";
import { bin, cacheDir, root } from "../../scripts/lib/paths.mjs";

const installedAt: Partial<Record<NodeJS.Platform, string[]>> = {
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

const advice = "install Google Chrome or Chromium, or let CHROME_PATH name its executable";

/**
 * A headless browser for tests that has shown that it can render a page: an installed Chrome or Chromium (CHROME_PATH
 * first), else, on 64-bit Linux, the one that comes as an npm package. Nothing is downloaded.
 *
 * @throws one sentence that names the browser, what happened and what to install
 */
export async function launchBrowser(): Promise<Browser> {
  const { executablePath, env = {} } = await findBrowser();
  const { chromium } = await import("playwright-core");
  let browser: Browser | undefined;
  try {
    browser = await chromium.launch({
      executablePath,
      args: flags,
      env: { ...process.env, ...fontEnvironment(), ...env },
      timeout: 60_000,
    });
    await renderPage(browser);
    return browser;
  } catch (error) {
    await browser?.close();
    const [reason] = String(error instanceof Error ? error.message : error).split("\n");
    throw new Error(`the browser ${executablePath} cannot render a page (${reason}): ${advice}`, {
      cause: error,
    });
  }
}

async function renderPage(browser: Browser): Promise<void> {
  const page = await browser.newPage();
  page.setDefaultTimeout(30_000);
  await page.goto("data:text/html,<p>ready</p>");
  await page.screenshot();
  await page.close();
}

async function findBrowser(): Promise<{ executablePath: string; env?: Record<string, string> }> {
  const named = process.env.CHROME_PATH;
  if (named && !existsSync(named)) throw new Error(`CHROME_PATH names a file that does not exist: ${named}`);
  const installed = named || installedAt[process.platform]?.find(existsSync);
  if (installed) return { executablePath: installed };
  if (process.platform === "linux" && process.arch === "x64") return packagedBrowser();
  throw new Error(`the browser tests need a browser: ${advice}`);
}

/**
 * The packaged Chromium was made for AWS Lambda. It is unpacked once, together with the libraries (NSS, expat) that it
 * ships and that a bare container lacks.
 */
async function packagedBrowser() {
  const dir = packagedDir();
  if (!existsSync(dir)) await unpack(dir);
  return {
    executablePath: join(dir, "chromium"),
    env: {
      LD_LIBRARY_PATH: [join(dir, "al2023", "lib"), process.env.LD_LIBRARY_PATH].filter(Boolean).join(":"),
    },
  };
}

function packagedDir(): string {
  const { version } = JSON.parse(readFileSync(bin("@sparticuz", "chromium", "package.json"), "utf8"));
  return join(cacheDir, `chromium-${version}`);
}

/**
 * The package unpacks into the directory for temporary files, and takes what it finds there for complete. So it does
 * that in a process with a directory of its own, which gets its name when all is there.
 */
async function unpack(dir: string): Promise<void> {
  mkdirSync(cacheDir, { recursive: true });
  const unfinished = mkdtempSync(`${dir}-`);
  const script = 'import("@sparticuz/chromium").then(({ default: chromium }) => chromium.executablePath())';
  try {
    await execa(process.execPath, ["-e", script], {
      cwd: root,
      // The second makes it unpack its libraries too: it asks whether it runs on Lambda.
      env: { TMPDIR: unfinished, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs22.x" },
      timeout: 120_000,
    });
    renameSync(unfinished, dir);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    // Another process was faster, which is as good.
    if (!existsSync(dir)) throw error;
  }
}

/**
 * Fonts that every Linux browser gets beside the machine's own: Latin ones of the packaged Chromium, whose own
 * configuration names a directory that need not exist (without any font, every page crashes), and an Arabic one, because
 * the payment page and the merchant's pages are shown in Arabic too.
 */
function fontEnvironment(): Record<string, string> {
  if (process.platform !== "linux") return {};
  const arabic = bin("@expo-google-fonts", "noto-sans-arabic");
  const dirs = [join(packagedDir(), "fonts"), join(arabic, "400Regular"), join(arabic, "700Bold")];
  const configuration = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
${dirs.map((dir) => `  <dir>${xmlText(dir)}</dir>`).join("\n")}
  <cachedir>${xmlText(join(cacheDir, "font-cache"))}</cachedir>
</fontconfig>
`;
  const path = join(cacheDir, "fonts.conf");
  mkdirSync(cacheDir, { recursive: true });
  writeFileSync(path, configuration);
  return { FONTCONFIG_FILE: path };
}

const xmlText = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
