import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { initializeApp } from "firebase-admin/app";
import { getAuth } from "firebase-admin/auth";
import type { Browser, Page } from "playwright-core";
import { newOrderId } from "../../../functions/test/fixtures/link-input.js";
import { environment } from "../../../functions/test/support/environment.js";
import { touch } from "../../../functions/test/support/firestore.js";
import { moveLink } from "../../../functions/test/support/move-link.js";
import { vendor } from "../../../functions/test/support/vendor.js";
import { setOffline } from "../../../test/browser/set-offline.js";
import { sharedBrowser } from "../../../test/browser/shared-browser.js";
import { type LocalServer, startLocalServer } from "../../../test/local-server.js";
import type { OrderContentInput, PaymentLink } from "../../src/index.js";
import type { Outcome } from "./app.js";

const password = "a-password";
const tea = () => ({ orderId: newOrderId(), description: "Tea", amount: "5.00", currency: "AED" });
const accounts = getAuth(initializeApp({ projectId: environment.project }, "accounts"));

describe("the client, in a browser", () => {
  let browser: Browser;
  let server: LocalServer;
  before(async () => {
    server = await serve(await bundle());
    browser = await sharedBrowser();
  });
  after(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
    await server.stop();
  });

  /** An app that is open and signed in, on an origin of its own. */
  async function open(user: { uid: string; role?: string }): Promise<Page> {
    const email = `${user.uid}@example.com`;
    await accounts.createUser({ uid: user.uid, email, password });
    await accounts.setCustomUserClaims(user.uid, user.role ? { role: user.role } : {});
    const page = await (await browser.newContext()).newPage();
    await page.goto(`http://127.0.0.1:${server.port}/`);
    await page.waitForFunction(() => window.app !== undefined);
    const signIn = page.evaluate(([name, word]) => window.app.signIn(name, word), [email, password] as const);
    assert.equal(await signIn, user.uid);
    return page;
  }
  const openAsStaff = () => open({ uid: `staff-${randomUUID()}`, role: "staff" });

  const create = (page: Page, input: OrderContentInput): Promise<Outcome> =>
    page.evaluate((given) => window.app.create(given), input);
  const watch = (page: Page, orderId: string) => page.evaluate((id) => window.app.watch(id), orderId);
  const told = (page: Page, what: string) =>
    page.locator(`body${what}`).waitFor({ state: "attached", timeout: 40_000 });

  async function linkFrom(page: Page, customerUid: string): Promise<PaymentLink> {
    const outcome = await create(page, { ...tea(), customerUid });
    assert.ok("link" in outcome, JSON.stringify(outcome));
    return outcome.link;
  }

  it("creates a link from another origin, and shows staff and customer the payment without a reload", async () => {
    const customerUid = `customer-${randomUUID()}`;
    const [merchant, customer] = await Promise.all([openAsStaff(), open({ uid: customerUid })]);
    const { orderId, checkoutId } = await linkFrom(merchant, customerUid);
    for (const page of [merchant, customer]) {
      await watch(page, orderId);
      await told(page, '[data-status="PENDING"]');
    }
    await vendor.act(checkoutId, "pay");
    const began = performance.now();
    await touch(checkoutId);
    await Promise.all([merchant, customer].map((page) => told(page, '[data-status="PAID"]')));
    console.log(`      PAID was seen by both after ${Math.round(performance.now() - began)} ms`);
  });

  it("says so when there is no network, and goes on where it was when it comes back", async () => {
    const page = await openAsStaff();
    const link = await linkFrom(page, "somebody");
    await watch(page, link.orderId);
    await told(page, '[data-status="PENDING"][data-stale="false"]');
    await setOffline(page, true);
    assert.deepEqual(await create(page, tea()), { code: "unreachable" });
    await moveLink(link, "pay", "PAID");
    assert.equal(await page.locator("body").getAttribute("data-status"), "PENDING");
    await setOffline(page, false);
    await told(page, '[data-status="PAID"][data-stale="false"]');
  });
});

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("app.ts", import.meta.url))],
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    platform: "browser",
    logLevel: "silent",
  });
  return outputFiles.map(({ text }) => text).join("");
}

function serve(script: string): Promise<LocalServer> {
  const { project, authHost, firestoreHost, functionsUrl } = environment;
  const settings = JSON.stringify({ project, authHost, firestoreHost, functionsUrl });
  const page = `<!doctype html><title>An app</title><body data-settings='${settings}'><script type="module" src="/app.js"></script>`;
  return startLocalServer(({ path }, response) => {
    const isScript = path === "/app.js";
    response.writeHead(200, { "content-type": isScript ? "text/javascript" : "text/html" });
    response.end(isScript ? script : page);
  });
}
