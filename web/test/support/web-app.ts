import assert from "node:assert/strict";
import { initializeApp } from "firebase-admin/app";
import { getAuth } from "firebase-admin/auth";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { environment } from "../../../functions/test/support/environment.js";
import { createDemoUsers, demoUsers } from "../../../scripts/lib/demo-users.js";
import { sharedBrowser } from "../../../test/browser/shared-browser.js";

type DemoUserName = keyof typeof demoUsers;

type Options = { language?: "en" | "ar" };

/** By which Firestore's SDK finds out whether there is a network at all; the Content-Security-Policy stops it. */
const NETWORK_TEST = "https://www.google.com/images/cleardot.gif";
const DEADLINE_MS = 20_000;
export const PHONE = { width: 390, height: 844 };
export const DESKTOP = { width: 1280, height: 800 };

const siteUrl = process.env.HOSTING_EMULATOR_URL;

/** No such page: nothing on it listens to orders. */
const REST = "/at-rest";

/**
 * The built web app in one browser, as its hosting serves it: with headers, in many pages. A page that a spec has left
 * rests until another one of the same user needs one, and goes there as by a link: loading everything takes a second.
 */
export class WebApp {
  readonly auth = getAuth(initializeApp({ projectId: environment.project }, "web-app"));
  private browser: Browser | undefined;
  private readonly faults: string[] = [];
  private readonly contexts = new Map<string, Promise<BrowserContext>>();
  private readonly resting = new Map<string, Page[]>();
  /** With the key of their context; null: to be closed. */
  private readonly inUse = new Map<Page, string | null>();
  private customers: BrowserContext | undefined;

  async start(): Promise<void> {
    const [browser] = await Promise.all([sharedBrowser(), createDemoUsers(this.auth)]);
    this.browser = browser;
  }

  async stop(): Promise<void> {
    await Promise.all(this.browser?.contexts().map((context) => context.close()) ?? []);
  }

  /** A page in a context of its own, at the sign-in screen; to be closed by its spec, with the context. */
  async open(path = "/", options: Options = {}): Promise<Page> {
    assert.ok(this.browser && siteUrl, "start() comes first, and HOSTING_EMULATOR_URL names the site");
    const page = await this.newPage(await this.browser.newContext(contextOptions(options)));
    await page.goto(new URL(path, siteUrl).href);
    await signInScreen(page);
    return page;
  }

  /**
   * A page in which somebody is signed in. Those of the same user and options share a context, and with it the sign-in.
   * It is taken back after the spec.
   */
  async openAs(user: DemoUserName, path = "/", options: Options = {}): Promise<Page> {
    const key = JSON.stringify([user, options]);
    const page = this.resting.get(key)?.pop() ?? (await this.newSignedIn(key, user, path, options));
    this.inUse.set(page, key);
    await goTo(page, path);
    await content(page);
    return page;
  }

  private async newSignedIn(key: string, user: DemoUserName, path: string, options: Options): Promise<Page> {
    const known = this.contexts.get(key);
    if (known) {
      const page = await this.newPage(await known);
      await page.goto(new URL(path, siteUrl).href);
      return page;
    }
    const opening = this.open(path, options).then(async (page) => {
      await signIn(page, user);
      return page;
    });
    this.contexts.set(
      key,
      opening.then((page) => page.context()),
    );
    return opening;
  }

  /** A page of the customer's, who has nothing to do with the web app; closed after the spec. */
  async openForCustomer(): Promise<Page> {
    assert.ok(this.browser, "start() comes first");
    this.customers ??= await this.browser.newContext(contextOptions({}));
    const page = await this.customers.newPage();
    page.setDefaultTimeout(DEADLINE_MS);
    this.inUse.set(page, null);
    return page;
  }

  /** After each spec. Fails when a page broke the Content-Security-Policy, threw, or asked another site for anything. */
  async leavePages(hasFailed: boolean): Promise<void> {
    const pages = [...this.inUse].filter(([page]) => !page.isClosed());
    this.inUse.clear();
    await Promise.all(
      pages.map(([page, key]) => (key === null || hasFailed ? page.close() : this.rest(page, key))),
    );
    assert.deepEqual(this.faults.splice(0), []);
  }

  private async rest(page: Page, key: string): Promise<void> {
    await page.unrouteAll({ behavior: "ignoreErrors" });
    // The next spec must not take this one's messages for its own.
    await page.evaluate((selector) => {
      for (const button of document.querySelectorAll<HTMLElement>(selector)) button.click();
    }, ".mantine-Notification-closeButton");
    await goTo(page, REST);
    this.resting.set(key, [...(this.resting.get(key) ?? []), page]);
  }

  private async newPage(context: BrowserContext): Promise<Page> {
    const page = await context.newPage();
    page.setDefaultTimeout(DEADLINE_MS);
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

/** Waits for the sign-in screen. */
export const signInScreen = (page: Page): Promise<void> =>
  page.getByRole("button", { name: demoUsers.staff.displayName }).waitFor();

/** Signs a demo user in, with one click on the sign-in screen. */
export async function signIn(page: Page, user: DemoUserName): Promise<void> {
  await page.getByRole("button", { name: demoUsers[user].displayName }).click();
  await content(page);
}

/** Signs out by the menu, in English. */
export async function signOut(page: Page): Promise<void> {
  await chooseFromMenu(page, "Sign out");
  await signInScreen(page);
}

/** Chooses something from the menu of the account and the settings, in whichever language. */
export async function chooseFromMenu(page: Page, name: string): Promise<void> {
  await page.locator('button[aria-haspopup="menu"]').click();
  await page.getByRole("menuitem", { name }).click();
}

/** Goes to another screen as a link does: nothing is loaded anew. */
export async function goTo(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => {
    if (to === location.pathname + location.search) return;
    history.pushState(null, "", to);
    window.dispatchEvent(new PopStateEvent("popstate"));
  }, path);
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

const contextOptions = ({ language = "en" }: Options): BrowserContextOptions => ({
  locale: language === "ar" ? "ar-AE" : "en-GB",
  viewport: DESKTOP,
  // Whatever moves is drawn by the processor, while a spec waits.
  reducedMotion: "reduce",
  timezoneId: "Asia/Dubai",
});
