// How long the webhook takes to answer, beside a bare function that writes one document. Both run in the same
// emulators, turn and turn about, from sending the request to having the whole answer.
//   npm run bench:webhook [-- --rounds 200] [--most 3] [--json]      exit 1 when the ratio of p95 is beyond --most

import { linkInput } from "../functions/test/fixtures/link-input.js";
import { signWebhook } from "../functions/test/support/sign-webhook.js";
import { localWebhookSecret } from "../scripts/lib/suites.js";
import { runMeasurement } from "./lib/measure.js";
import { quantile, summary } from "./lib/summary.js";

const warmUp = 10;

await runMeasurement(200, async (rounds) => {
  const { linkFor } = await import("../functions/test/support/callables.js");
  const base = `${process.env.FUNCTIONS_EMULATOR_URL}/${process.env.GCLOUD_PROJECT}/us-central1`;
  const secrets = [localWebhookSecret()];
  const { orderId, checkoutId } = await linkFor(linkInput());
  const body = JSON.stringify({ id: checkoutId, orderId, status: "PAID" });
  const ours: number[] = [];
  const bare: number[] = [];
  for (let round = -warmUp; round < rounds; round += 1) {
    const webhookMs = await time(`${base}/pointcheckoutWebhook`, body, signWebhook(body, { secrets }));
    const bareMs = await time(`${base}/bareWrite`, body, {});
    if (round < 0) continue;
    ours.push(webhookMs);
    bare.push(bareMs);
  }
  const ratio = Number((quantile(ours, 0.95) / quantile(bare, 0.95)).toFixed(2));
  return { rounds, oursMs: summary(ours), bareMs: summary(bare), ratio };
});

async function time(url: string, body: string, signature: Record<string, string>): Promise<number> {
  const headers = { "content-type": "application/json", ...signature };
  const began = performance.now();
  const response = await fetch(url, { method: "POST", headers, body });
  const answer = await response.text();
  if (response.status !== 200) throw new Error(`${url} answered ${response.status}: ${answer}`);
  return performance.now() - began;
}
