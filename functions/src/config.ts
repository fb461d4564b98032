import { declaredParams } from "firebase-functions/params";
import * as parameters from "./parameters.js";
import type { PointCheckoutClientOptions } from "./pointcheckout/client.js";
import { currencyExponent } from "./shared/money.js";

export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
}

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
  const accounts = listed(parameters.serviceAccounts.value());
  // Only service accounts: people's tokens are made for other audiences.
  const isServiceAccount = (text: string) => /^[a-z0-9.-]+@[a-z0-9.-]+\.gserviceaccount\.com$/.test(text);
  if (!accounts.every(isServiceAccount)) {
    throw new ConfigurationError(
      "POINTCHECKOUT_SERVICE_ACCOUNTS takes e-mail addresses of service accounts, such as shop@my-project.iam.gserviceaccount.com, separated by commas",
    );
  }
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

const LOOPBACK: ReadonlySet<string> = new Set(["127.0.0.1", "localhost", "[::1]"]);
const isLoopback = (hostname: string): boolean => LOOPBACK.has(hostname);

function parseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url && !url.username && !url.password && !url.search && !url.hash) return url;
  throw new ConfigurationError(
    "POINTCHECKOUT_API_URL has to be a URL without credentials, query or fragment",
  );
}

/** @param remedy follows the parameter's name @throws ConfigurationError */
function matching(parameter: { name: string; value: () => string }, form: RegExp, remedy: string) {
  const text = parameter.value();
  if (form.test(text)) return text;
  throw new ConfigurationError(`${parameter.name} ${remedy}`);
}

const listed = (text: string): string[] =>
  text.split(",").flatMap((entry) => entry.trim().toLowerCase() || []);

/** A parameter's value, in its range. @throws ConfigurationError */
function within(parameter: { name: string; value: () => number }, least: number, most: number) {
  const value = parameter.value();
  // The library would take 3.650 for 3, and 1e3 for 1.
  const isWhole = /^\s*\d*\s*$/.test(textOf(parameter));
  if (isWhole && value >= least && value <= most) return value;
  throw new ConfigurationError(`${parameter.name} has to be a whole number from ${least} to ${most}`);
}

/** @throws ConfigurationError for what the library would take for false: TRUE, 1, yes */
function truth(parameter: { name: string; value: () => boolean }): boolean {
  if (/^(?:true|false)?$/.test(textOf(parameter))) return parameter.value();
  throw new ConfigurationError(`${parameter.name} has to be true or false`);
}

const textOf = ({ name }: { name: string }): string => process.env[name] ?? "";

/** Allows https on a listed host; in the emulator also a listed loopback origin: `http://127.0.0.1:9400`. */
function allowLinks(hosts: string, emulated: boolean): (url: string) => boolean {
  const allowed = new Set(listed(hosts).map((host) => host.replace(/^https:\/\/|(?::443)?\/?$/g, "")));
  const isHost = (text: string) => /^(?:http:\/\/)?[^/\s]+$/.test(text);
  if (allowed.size === 0 || ![...allowed].every(isHost)) {
    throw new ConfigurationError(
      "POINTCHECKOUT_LINK_HOSTS takes the hosts of payment pages, such as pay.paymennt.com, separated by commas",
    );
  }
  return (text) => {
    if (!URL.canParse(text)) return false;
    const { protocol, host, hostname, origin, username, password } = new URL(text);
    if (username || password) return false;
    if (protocol === "https:") return allowed.has(host);
    return emulated && protocol === "http:" && isLoopback(hostname) && allowed.has(origin);
  };
}

const MOST_UNITS = 1_000_000_000_000;
const FORM = `has to be a whole number from 0 to ${MOST_UNITS}, or one for each currency, such as AED=100000,KWD=10000,*=50000`;

/**
 * A limit in minor units of any currency, from text in whole units: `100000` for all, or
 * `AED=100000,KWD=10000,*=50000`. A currency without a limit is allowed nothing.
 * @throws ConfigurationError naming the parameter
 */
export function parseLimits(name: string, text: string): (currency: string) => number {
  const limits = new Map<string, number>();
  const entries = text.includes("=") ? text.split(",").filter((entry) => entry.trim() !== "") : [`*=${text}`];
  for (const entry of entries) {
    const [, currency = "", digits = ""] = /^\s*([A-Z]{3}|\*)\s*=\s*([0-9]{1,13})\s*$/.exec(entry) ?? [];
    if (digits === "" || Number(digits) > MOST_UNITS) {
      throw new ConfigurationError(`${name} ${FORM}: "${entry.trim().replace(/^\*=/, "")}" is neither`);
    }
    if (currency !== "*" && currencyExponent(currency) === undefined) {
      throw new ConfigurationError(`${name} names ${currency}, which is no ISO 4217 currency`);
    }
    if (limits.has(currency)) throw new ConfigurationError(`${name} names ${currency} twice: keep one`);
    limits.set(currency, Number(digits));
  }
  return (currency) => {
    const exponent = currencyExponent(currency);
    if (exponent === undefined) return 0;
    const units = limits.get(currency) ?? limits.get("*") ?? 0;
    return Math.min(units * 10 ** exponent, Number.MAX_SAFE_INTEGER);
  };
}
