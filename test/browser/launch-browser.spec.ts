import assert from "node:assert/strict";
import { restoreEnvironment } from "../restore-environment.js";
import { launchBrowser } from "./launch-browser.js";
import { sharedBrowser } from "./shared-browser.js";

describe("launchBrowser", () => {
  restoreEnvironment();

  it("gives a browser that draws Arabic letters, not one box for each", async () => {
    const page = await (await sharedBrowser()).newPage();
    try {
      const widths = await page.evaluate(() => {
        const context = document.createElement("canvas").getContext("2d");
        if (context === null) throw new Error("no canvas");
        context.font = "40px sans-serif";
        return ["ا", "م", "س", "ض"].map((letter) => context.measureText(letter).width);
      });
      assert.equal(new Set(widths).size, widths.length, widths.join(", "));
    } finally {
      await page.close();
    }
  });

  it("says in one sentence which browser cannot render a page, and what to install", async () => {
    process.env.CHROME_PATH = process.execPath;
    await assert.rejects(launchBrowser(), (error: Error) => {
      const advice = "install Google Chrome or Chromium, or let CHROME_PATH name its executable";
      assert.ok(error.message.startsWith(`the browser ${process.execPath} cannot render a page (`));
      assert.ok(error.message.endsWith(advice));
      assert.ok(!error.message.includes("\n"));
      return true;
    });
  });
});
