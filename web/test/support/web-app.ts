import assert from "node:assert/strict";
import { initializeApp } from "firebase-admin/app";
import { getAuth } from "firebase-admin/auth";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { environment } from "../../../functions/test/support/environment.js";
import { demoUsers } from "../../../scripts/lib/demo-users.js";
import { launchBrowser } from "../../../test/browser/launch-browser.js";

export type DemoUserName = keyof typeof demoUsers;

type Options = { language?: "en" | "ar"; scheme?: "light" | "dark"; isPhone?: boolean };

/** By which Firestore's SDK finds out whether there is a network at all; the Content-Security-Policy stops it. */
const NETWORK_TEST = "https://www.google.com/images/cleardot.gif";
const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1280, height: 800 };

const siteUrl = process.env.HOSTING_EMULATOR_URL;

/** The built web app in one browser, as its hosting serves it: with headers, in many pages. */
export class WebApp {
  private browser: Browser | undefined;
  private readonly faults: string[] = [];
  private readonly contexts = new Map<string, Promise<BrowserContext>>();

  async start(): Promise<void> {
    const [browser] = await Promise.all([launchBrowser(), createUsers()]);
    this.browser = browser;
  }

  async stop(): Promise<void> {
    await this.browser?.close();
  }

  /** A page in a context of its own, at the sign-in screen. */
  async open(path = "/", options: Options = {}): Promise<Page> {
    assert.ok(this.browser && siteUrl, "start() comes first, and HOSTING_EMULATOR_URL names the site");
    const context = await this.browser.newContext(contextOptions(options));
    const page = await this.newPage(context);
    await page.goto(new URL(path, siteUrl).href);
    await page.getByRole("button", { name: demoUsers.staff.displayName }).waitFor();
    return page;
  }

  /**
   * A page in which somebody is signed in. Those of the same user and options share a context, and with it the sign-in:
   * each takes seconds.
   */
  async openAs(user: DemoUserName, path = "/", options: Options = {}): Promise<Page> {
    const key = JSON.stringify([user, options]);
    const context = this.contexts.get(key) ?? this.signIn(user, options);
    this.contexts.set(key, context);
    const page = await this.newPage(await context);
    await page.goto(new URL(path, siteUrl).href);
    await content(page);
    return page;
  }

  private async signIn(user: DemoUserName, options: Options): Promise<BrowserContext> {
    const page = await this.open("/", options);
    await page.getByRole("button", { name: demoUsers[user].displayName }).click();
    await content(page);
    return page.context();
  }

  /** A page of the customer's, who has nothing to do with the web app. */
  async openForCustomer(): Promise<Page> {
    assert.ok(this.browser, "start() comes first");
    const page = await (await this.browser.newContext(contextOptions({}))).newPage();
    page.setDefaultTimeout(20_000);
    return page;
  }

  /** Fails when a page broke the Content-Security-Policy, threw, or asked another site for anything. */
  assertClean(): void {
    assert.deepEqual(this.faults.splice(0), []);
  }

  private async newPage(context: BrowserContext): Promise<Page> {
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    page.on("pageerror", (error) => this.faults.push(`threw: ${error.message}`));
    page.on("console", (message) => {
      if (/Content Security Policy/.test(message.text()) && !message.text().includes(NETWORK_TEST))
        this.faults.push(message.text());
    });
    page.on("request", (request) => {
      const { hostname, protocol } = new URL(request.url());
      const isOther = protocol.startsWith("http") && hostname !== "127.0.0.1";
      if (isOther && !request.url().startsWith(NETWORK_TEST))
        this.faults.push(`asked another site: ${request.url()}`);
    });
    return page;
  }
}

/** Waits for a screen behind the sign-in. */
async function content(page: Page): Promise<void> {
  try {
    await page.locator("#content").waitFor();
  } catch (cause) {
    throw new Error(`nobody is signed in, the page shows: ${await page.locator("body").textContent()}`, {
      cause,
    });
  }
}

const contextOptions = ({
  language = "en",
  scheme = "light",
  isPhone = false,
}: Options): BrowserContextOptions => ({
  locale: language === "ar" ? "ar-AE" : "en-GB",
  colorScheme: scheme,
  viewport: isPhone ? PHONE : DESKTOP,
  timezoneId: "Asia/Dubai",
});

async function createUsers(): Promise<void> {
  const auth = getAuth(initializeApp({ projectId: environment.project }, "web-app"));
  for (const { claims, ...user } of Object.values(demoUsers)) {
    const { uid } = await auth.createUser({ ...user, emailVerified: true });
    await auth.setCustomUserClaims(uid, claims);
  }
}
