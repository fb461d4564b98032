import type { Webhook } from "standardwebhooks";
import {
  ConfigurationError,
  readCallLimit,
  readEnforceAppCheck,
  readListenMs,
  readRetentionDays,
  readServiceAccounts,
} from "../../../functions/src/config.js";
import { parseWebhookSecrets, refuseForged } from "../../../functions/src/notifications/verify-webhook.js";
import { PointCheckoutError } from "../../../functions/src/pointcheckout/errors.js";
import { vendorRemedy } from "../explain-failure.js";
import type { Project } from "../project/open-project.js";
import { type Checks, type Finding, failed, ok, warning } from "./check.js";
import { lookAtClock } from "./clock.js";

/** The deployment's settings, and what the vendor says of them. */
export const vendorChecks = (project: Project) =>
  ({
    parameters: async () => lookAtParameters(project),
    "vendor keys": () => lookAtKeys(project),
    "webhook secret": async () => checkSecret(await project.secret("POINTCHECKOUT_WEBHOOK_SECRETS")),
    clock: () => lookAtClock(project.settings.values.POINTCHECKOUT_API_URL ?? ""),
  }) satisfies Checks;

function lookAtParameters(project: Project): Finding {
  const { projectId, settings } = project;
  const { file } = settings;
  try {
    const { livemode } = project.parameters();
    readRetentionDays();
    readListenMs();
    readEnforceAppCheck();
    readServiceAccounts({ GCLOUD_PROJECT: projectId });
    for (const callable of ["createPaymentLink", "refreshOrder"] as const) readCallLimit(callable, false);
    const mode = livemode ? "live: real money" : "test";
    if (settings.unnamed.length === 0) return ok(mode);
    const names = settings.unnamed.join(", ");
    return warning(
      `${mode}; not in ${file}: ${names}`,
      `Name them there: a deploy without a terminal fails on them.`,
    );
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return failed(error.message, `Correct it in ${file}, then deploy.`);
  }
}

async function lookAtKeys(project: Project): Promise<Finding> {
  try {
    const client = await project.pointcheckout();
    const { totalElements } = await client.listCheckouts({ type: "LINK", size: 1 });
    return ok(`accepted; the account has ${totalElements ?? "an unknown number of"} payment links`);
  } catch (error) {
    if (error instanceof PointCheckoutError) return failed(error.message, vendorRemedy(error));
    if (error instanceof ConfigurationError) return failed(error.message, "Correct the parameters first.");
    throw error;
  }
}

/** Whether each secret verifies what it signs. Pure but for the time of the signature. */
export function checkSecret(text: string | null): Finding {
  const remedy =
    "Copy the endpoint's signing secret (whsec_…) from the vendor's portal into POINTCHECKOUT_WEBHOOK_SECRETS.";
  const { verifiers, unusable } = parseWebhookSecrets(text ?? "");
  if (verifiers.length === 0) return failed("there is no usable one: the webhook answers 503", remedy);
  if (!verifiers.every(verifiesItself)) return failed("it does not verify what it signs", remedy);
  if (unusable > 0) return warning(`${unusable} beside ${verifiers.length} usable cannot be used`, remedy);
  return ok(verifiers.length === 1 ? "usable" : `${verifiers.length}, while one takes over from the other`);
}

function verifiesItself(secret: Webhook): boolean {
  const [id, now, rawBody] = ["msg_doctor", new Date(), Buffer.from("{}")];
  const signature = secret.sign(id, now, rawBody.toString());
  const timestamp = String(Math.floor(now.getTime() / 1000));
  return refuseForged([secret], { id, timestamp, signature, rawBody }) === null;
}
