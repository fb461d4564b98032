import { readFileSync } from "node:fs";
import type { Command } from "commander";
import { parseWebhookSecrets } from "../../../functions/src/notifications/verify-webhook.js";
import { describeError } from "../../../scripts/lib/errors.js";
import { CommandFailure, misused, type Outcome } from "../command-failure.js";
import { type Host, perform, type Tool } from "../perform.js";
import { drawTable } from "../present/table.js";
import { deliverTest, signedRemedy } from "../webhook/deliver-test.js";
import { readEndpoint } from "./arguments.js";

export function addWebhookCommands(program: Command, host: Host): void {
  program
    .command("webhook")
    .description("The endpoint that the vendor delivers to.")
    .command("test")
    .description(
      "Delivers once correctly signed, which must be taken, and once forged, which must be refused.",
    )
    .argument("<url>", "of pointcheckoutWebhook", readEndpoint)
    .option("--secret-file <path>", "holds the endpoint's secret (whsec_…); else the project's own is taken")
    .addHelpText(
      "after",
      "\nExample: npm run pointcheckout -- webhook test http://127.0.0.1:5001/demo-pointcheckout/us-central1/pointcheckoutWebhook --local",
    )
    .action(perform<{ secretFile?: string }>(host, test));
}

async function test(
  { project, style }: Tool,
  { secretFile }: { secretFile?: string },
  [url = ""]: readonly string[],
): Promise<Outcome> {
  const own = () => project.secret("POINTCHECKOUT_WEBHOOK_SECRETS");
  const secret = firstSecret(secretFile === undefined ? ((await own()) ?? "") : readSecretFile(secretFile));
  const deliveries = await deliverTest(url, secret);
  const isFine = deliveries.every(({ isAsExpected }) => isAsExpected);
  const rows = deliveries.map(({ name, expected, answer, isAsExpected }) => [
    name,
    expected,
    answer.status ?? "no answer",
    isAsExpected ? "ok" : "FAILED",
    answer.body,
  ]);
  const [signed, forged] = deliveries;
  const remedies = [
    ...(signed && !signed.isAsExpected ? [signedRemedy(signed.answer)] : []),
    ...(signed?.isAsExpected && !forged?.isAsExpected
      ? ["The endpoint takes forged deliveries: it is not this version's pointcheckoutWebhook."]
      : []),
  ];
  const table = drawTable(["delivery", "expected", "answered", "", "body"], rows);
  return {
    isFine,
    data: { url, deliveries, remedies },
    text: [table, ...remedies.map(style.red)].join("\n"),
  };
}

function readSecretFile(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw misused(describeError(error), "Name a file that holds the secret.");
  }
}

/** While one secret takes over from the other, each is good for a test. */
function firstSecret(text: string): string {
  const first = text.split(/[\s,]+/).find((part) => part !== "" && parseWebhookSecrets(part).unusable === 0);
  if (first) return first;
  throw new CommandFailure(
    "There is no usable webhook secret.",
    "Copy the endpoint's signing secret (whsec_…) from the vendor's portal.",
  );
}
