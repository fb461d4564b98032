import assert from "node:assert/strict";
import { startSimulator } from "./simulator.js";

describe("startSimulator", () => {
  for (const [options, reason] of [
    [{ webhookUrl: "http://merchant.example/" }, /^url: must be an https address, or http on this machine/],
    [{ webhookUrl: "https://merchant.example/", webhookSecret: "short" }, /^secret: must be whsec_/],
    [{ webhookSecret: "short" }, /^a webhook secret is of no use without a webhook URL/],
  ] as const) {
    it(`does not start with ${JSON.stringify(options)}`, async () => {
      await assert.rejects(startSimulator({ port: 0, ...options }), { message: reason });
    });
  }
});
