import { declaredParams } from "firebase-functions/params";
import {
  allowLinks,
  ConfigurationError,
  isLoopback,
  matching,
  parseLimits,
  parseServiceAccounts,
  parseUrl,
  truth,
  within,
} from "./config-values.js";
import * as parameters from "./parameters.js";
import type { PointCheckoutClientOptions } from "./pointcheckout/client.js";

export { ConfigurationError };

const LIVE_API_HOSTS: ReadonlySet<string> = new Set(["api.paymennt.com", "api.pointcheckout.com"]);

export type Config = ReturnType<typeof readConfig>;

/** Reads all parameters and secrets. Only while a function runs, never at module scope. @throws ConfigurationError */
export function readConfig(env: NodeJS.ProcessEnv = process.env) {
  const emulated = env.FUNCTIONS_EMULATOR === "true";
  const url = parseUrl(parameters.apiUrl.value());
  const livemode = LIVE_API_HOSTS.has(url.hostname);
  const local = emulated && isLoopback(url.hostname);
  if (url.protocol !== "https:" && !local) {
    throw new ConfigurationError("POINTCHECKOUT_API_URL has to begin with https://");
  }
  if (!livemode && !emulated && !truth(parameters.allowTest)) {
    throw new ConfigurationError(
      `POINTCHECKOUT_API_URL names the test host ${url.hostname}, where a public card number pays for anything. ` +
        "Use the live host, or set POINTCHECKOUT_ALLOW_TEST=true for a deployment that serves no real customers.",
    );
  }
  const apiTimeoutMs = within(parameters.timeoutMs, 500, 60_000);
  const callTimeoutMs = within(parameters.callTimeoutSeconds, 20, 540) * 1000;
  // One step of a creation: read, cancel, read, store.
  const longestStepMs = 3 * apiTimeoutMs + 5_000;
  if (longestStepMs * 1.5 > callTimeoutMs) {
    throw new ConfigurationError(
      "POINTCHECKOUT_CALL_TIMEOUT_SECONDS has to leave time for several calls of POINTCHECKOUT_TIMEOUT_MS each",
    );
  }
  return {
    api: {
      apiUrl: url.href,
      headerPrefix: matching(
        parameters.headerPrefix,
        /^[A-Za-z][A-Za-z0-9-]{0,60}$/,
        "has to be a header name's beginning, such as X-Paymennt",
      ),
      // A piped secret often ends with a line break.
      apiKey: parameters.apiKey.value().trim(),
      apiSecret: parameters.apiSecret.value().trim(),
      timeoutMs: apiTimeoutMs,
    } satisfies PointCheckoutClientOptions,
    livemode,
    requestIdPrefix: matching(
      parameters.requestIdPrefix,
      /^[A-Za-z0-9._:-]{0,40}$/,
      "takes up to 40 of A-Z a-z 0-9 . _ : -",
    ),
    /** Minutes. */
    defaultExpiresIn: within(parameters.defaultExpiresIn, 15, 10_080),
    callTimeoutMs,
    /** How long a call may begin steps before the platform ends it; ms. */
    stepsMs: callTimeoutMs - longestStepMs,
    /** How long a lease lasts; ms. Longer than the function may run. */
    leaseMs: callTimeoutMs + 30_000,
    sweepLimit: within(parameters.sweepLimit, 1, 5_000),
    auditDays: within(parameters.auditDays, 1, 3_650),
    /** Largest amount of one order, in minor units. */
    maximumMinor: parseLimits(parameters.maxAmount.name, parameters.maxAmount.value()),
    /** Most that staff may refund at once, in minor units. */
    staffRefundLimitMinor: parseLimits(parameters.staffRefundLimit.name, parameters.staffRefundLimit.value()),
    isAllowedLink: allowLinks(parameters.linkHosts.value(), emulated),
  };
}

/** How long one run of the provider listener listens; ms. @throws ConfigurationError */
export const readListenMs = (): number =>
  within(parameters.listenSeconds, 5, parameters.LISTEN_TIMEOUT_SECONDS - 30) * 1000;

/** After how many days personal data is erased; 0: never. @throws ConfigurationError */
export const readRetentionDays = (): number => within(parameters.retentionDays, 0, 36_500);

/** Every parameter with its default, as text, for tools that run outside of functions. */
export function parameterDefaults(): Record<string, string> {
  const secret = new Set([...parameters.secrets, ...parameters.webhookOnlySecrets].map(({ name }) => name));
  // A project that exports our functions beside its own declares more.
  const declared = declaredParams.filter(
    ({ name }) => name.startsWith("POINTCHECKOUT_") && !secret.has(name),
  );
  return Object.fromEntries(
    declared.map((param) => {
      const options = ("options" in param ? param.options : {}) as { default?: string | number | boolean };
      return [param.name, String(options.default ?? "")];
    }),
  );
}

export const readDatabase = (): string => parameters.database.value() || "(default)";

/** @throws ConfigurationError */
export const readEnforceAppCheck = (): boolean => truth(parameters.enforceAppCheck);

/** Service accounts that may call as staff, and the audience of their tokens. @throws ConfigurationError */
export function readServiceAccounts(env: NodeJS.ProcessEnv = process.env) {
  const project = env.GCLOUD_PROJECT ?? env.GOOGLE_CLOUD_PROJECT;
  // Without it, tokens for other projects would be accepted.
  if (!project) throw new ConfigurationError("GCLOUD_PROJECT has to name the project");
  const accounts = parseServiceAccounts(parameters.serviceAccounts.value());
  return { accounts, audience: `pointcheckout:${project}` };
}

/** Staff work for many customers. */
const STAFF_FACTOR = 10;

/** Calls of one user in a minute; 0: no limit. @throws ConfigurationError */
export function readCallLimit(callable: parameters.LimitedCallable, staff: boolean): number {
  const parameter = parameters.callsPerMinute[callable];
  return within(parameter, 0, 100_000) * (staff ? STAFF_FACTOR : 1);
}

/** May hold several secrets; "" when there is none. */
export const readWebhookSecrets = (): string => parameters.webhookSecrets.value();
