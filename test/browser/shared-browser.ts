import type { Browser } from "playwright-core";
import { launchBrowser } from "./launch-browser.js";

let shared: Promise<Browser> | undefined;

/** The browser of this test process: each start takes seconds. Specs close the pages and contexts that they opened. */
export function sharedBrowser(): Promise<Browser> {
  shared ??= launchBrowser();
  return shared;
}

after(async () => {
  await (await shared)?.close();
});
