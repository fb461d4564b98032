import { readFileSync } from "node:fs";
import { join } from "node:path";
import { functionsDir } from "./paths.mjs";

/** The webhook's secret of the emulated deployment: a public value, good for nothing else. */
export function localWebhookSecret(): string {
  const local = readFileSync(join(functionsDir, ".secret.local"), "utf8");
  const secret = /^POINTCHECKOUT_WEBHOOK_SECRETS=(\S+)$/m.exec(local)?.[1];
  if (!secret) throw new Error("functions/.secret.local has no POINTCHECKOUT_WEBHOOK_SECRETS");
  return secret;
}
