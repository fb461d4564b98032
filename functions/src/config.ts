import {
  declaredParams,
  defineBoolean,
  defineInt,
  defineSecret,
  defineString,
} from "firebase-functions/params";
import {
  allowLinks,
  ConfigurationError,
  isLoopback,
  limitIn,
  maximumIn,
  parseHeaderPrefix,
  parsePrefix,
  parseUrl,
  within,
} from "./config-values.js";
import type { PointCheckoutClientOptions } from "./pointcheckout/client.js";

export { ConfigurationError };

const LIVE_API_HOSTS: ReadonlySet<string> = new Set(["api.paymennt.com", "api.pointcheckout.com"]);

const apiUrl = defineString("POINTCHECKOUT_API_URL", {
  default: "https://api.test.paymennt.com/mer/v2.0/",
  description: "Base URL of the PointCheckout API. Live: https://api.paymennt.com/mer/v2.0/",
});
const allowTest = defineBoolean("POINTCHECKOUT_ALLOW_TEST", {
  default: false,
  description: "Allow a deployed function to use a test host, where a public card number pays for anything.",
});
const headerPrefix = defineString("POINTCHECKOUT_HEADER_PREFIX", {
  default: "X-PointCheckout",
  description: "Prefix of the credential headers: X-PointCheckout, or X-Paymennt for the newer generation.",
});
const linkHosts = defineString("POINTCHECKOUT_LINK_HOSTS", {
  default: "pay.paymennt.com,pay.test.paymennt.com,pay.pointcheckout.com,pay.test.pointcheckout.com",
  description: "Hosts of payment pages that may be shown to customers, separated by commas.",
});
const requestIdPrefix = defineString("POINTCHECKOUT_REQUEST_ID_PREFIX", {
  default: "",
  description:
    "Begins every request id. Set a different one where several deployments share one vendor account.",
});
const defaultExpiresIn = defineInt("POINTCHECKOUT_DEFAULT_EXPIRES_IN", {
  default: 1440,
  description: "Minutes (15 to 10080) that a payment link is valid when its caller does not say.",
});
const maxAmount = defineInt("POINTCHECKOUT_MAX_AMOUNT", {
  default: 100_000,
  description: "Largest amount of one order, in whole units of its currency.",
});
const staffRefundLimit = defineInt("POINTCHECKOUT_STAFF_REFUND_LIMIT", {
  default: 0,
  description:
    "Most that staff who are no administrators may refund at once, in whole units of the currency; 0: nothing.",
});
const timeoutMs = defineInt("POINTCHECKOUT_TIMEOUT_MS", {
  default: 10_000,
  description: "Milliseconds to wait for one answer of the PointCheckout API.",
});
const callTimeoutSeconds = defineInt("POINTCHECKOUT_CALL_TIMEOUT_SECONDS", {
  default: 60,
  description:
    "Seconds that a function may run. A link's creation is resumed by others 30 seconds after that.",
});
const sweepLimit = defineInt("POINTCHECKOUT_SWEEP_LIMIT", {
  default: 300,
  description: "Orders that one run of the sweep (every minute) looks after at most.",
});
const listenSeconds = defineInt("POINTCHECKOUT_LISTEN_SECONDS", {
  default: 540,
  description: "Seconds that one run of listenToProvider (started every minute, unless one runs) listens.",
});
const auditDays = defineInt("POINTCHECKOUT_AUDIT_DAYS", {
  default: 180,
  description: "Days back that the daily audit compares with the vendor.",
});
const retentionDays = defineInt("POINTCHECKOUT_RETENTION_DAYS", {
  default: 0,
  description: "Days after which the personal data of orders that have ended is erased. 0: never.",
});
const enforceAppCheck = defineBoolean("POINTCHECKOUT_ENFORCE_APP_CHECK", {
  default: false,
  description: "Refuse calls of callables that come without a valid App Check token of your apps.",
});
const callsPerMinute = {
  createPaymentLink: defineInt("POINTCHECKOUT_CREATE_CALLS_PER_MINUTE", {
    default: 30,
    description:
      "Calls of createPaymentLink by one customer in a minute; staff ten times as many. 0: no limit.",
  }),
  refreshOrder: defineInt("POINTCHECKOUT_REFRESH_CALLS_PER_MINUTE", {
    default: 60,
    description: "Calls of refreshOrder by one customer in a minute; staff ten times as many. 0: no limit.",
  }),
};
const region = defineString("POINTCHECKOUT_REGION", {
  default: "us-central1",
  description: "Region of the functions; near your Firestore database.",
});
const apiKey = defineSecret("POINTCHECKOUT_API_KEY");
const apiSecret = defineSecret("POINTCHECKOUT_API_SECRET");
const webhookSecrets = defineSecret("POINTCHECKOUT_WEBHOOK_SECRETS");

/** What every function that talks to the vendor has to be given. */
export const secrets = [apiKey, apiSecret];
/** What the webhook has to be given, and nothing else. */
export const webhookOnlySecrets = [webhookSecrets];

/** Options that all functions share. Parameters are handed on unread: their values are known only when a function runs. */
export function functionOptions() {
  return { region, timeoutSeconds: callTimeoutSeconds };
}

export type Config = {
  api: PointCheckoutClientOptions;
  livemode: boolean;
  requestIdPrefix: string;
  /** Minutes. */
  defaultExpiresIn: number;
  /** In ms. */
  callTimeoutMs: number;
  apiTimeoutMs: number;
  sweepLimit: number;
  auditDays: number;
  maximumMinor: (currency: string) => number;
  staffRefundLimitMinor: (currency: string) => number;
  isAllowedLink: (url: string) => boolean;
};

/**
 * Reads all parameters and secrets. Only while a function runs, never at module scope.
 *
 * @throws ConfigurationError
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const emulated = env.FUNCTIONS_EMULATOR === "true";
  const url = parseUrl(apiUrl.value());
  const livemode = LIVE_API_HOSTS.has(url.hostname);
  const local = emulated && isLoopback(url.hostname);
  if (url.protocol !== "https:" && !local) {
    throw new ConfigurationError("POINTCHECKOUT_API_URL has to begin with https://");
  }
  if (!livemode && !emulated && !allowTest.value()) {
    throw new ConfigurationError(
      `POINTCHECKOUT_API_URL names the test host ${url.hostname}, where a public card number pays for anything. ` +
        "Use the live host, or set POINTCHECKOUT_ALLOW_TEST=true for a deployment that serves no real customers.",
    );
  }
  const apiTimeoutMs = within("POINTCHECKOUT_TIMEOUT_MS", timeoutMs.value(), 500, 60_000);
  const callTimeoutMs =
    within("POINTCHECKOUT_CALL_TIMEOUT_SECONDS", callTimeoutSeconds.value(), 20, 540) * 1000;
  if (longestStepMs(apiTimeoutMs) * 1.5 > callTimeoutMs) {
    throw new ConfigurationError(
      "POINTCHECKOUT_CALL_TIMEOUT_SECONDS has to leave time for several calls of POINTCHECKOUT_TIMEOUT_MS each",
    );
  }
  return {
    api: {
      apiUrl: url.href,
      headerPrefix: parseHeaderPrefix(headerPrefix.value()),
      // A secret that was piped in often ends with a line break.
      apiKey: apiKey.value().trim(),
      apiSecret: apiSecret.value().trim(),
      timeoutMs: apiTimeoutMs,
      readDeadlineMs: apiTimeoutMs,
    },
    livemode,
    requestIdPrefix: parsePrefix(requestIdPrefix.value()),
    defaultExpiresIn: within("POINTCHECKOUT_DEFAULT_EXPIRES_IN", defaultExpiresIn.value(), 15, 10_080),
    callTimeoutMs,
    apiTimeoutMs,
    sweepLimit: within("POINTCHECKOUT_SWEEP_LIMIT", sweepLimit.value(), 1, 5_000),
    auditDays: within("POINTCHECKOUT_AUDIT_DAYS", auditDays.value(), 1, 3_650),
    maximumMinor: maximumIn(maxAmount.value()),
    staffRefundLimitMinor: limitIn(
      within("POINTCHECKOUT_STAFF_REFUND_LIMIT", staffRefundLimit.value(), 0, 1_000_000_000),
    ),
    isAllowedLink: allowLinks(linkHosts.value(), emulated),
  };
}

/** A run of the audit leaves off before, and the next one goes on. */
export const AUDIT_TIMEOUT_SECONDS = 540;

/** The longest that the platform lets a scheduled function run is 1800. */
export const LISTEN_TIMEOUT_SECONDS = 600;

/**
 * How long one run of the provider listener listens; ms. It leaves time for a clean end before the function's timeout.
 *
 * @throws ConfigurationError
 */
export const readListenMs = (): number =>
  within("POINTCHECKOUT_LISTEN_SECONDS", listenSeconds.value(), 5, LISTEN_TIMEOUT_SECONDS - 30) * 1000;

/** A run of the retention leaves off before, and the next day's goes on. */
export const RETENTION_TIMEOUT_SECONDS = 540;

/**
 * After how many days personal data is erased; 0 for never.
 *
 * @throws ConfigurationError
 */
export const readRetentionDays = (): number =>
  within("POINTCHECKOUT_RETENTION_DAYS", retentionDays.value(), 0, 36_500);

/**
 * Every parameter with its default, as text: what a deploy gives to the functions when nobody names a value. For tools
 * that run outside of functions, where nothing fills them in.
 */
export function parameterDefaults(): Record<string, string> {
  const secret = new Set([...secrets, ...webhookOnlySecrets].map(({ name }) => name));
  const parameters = declaredParams.filter(({ name }) => !secret.has(name));
  return Object.fromEntries(parameters.map((param) => [param.name, defaultOf(param)]));
}

function defaultOf(param: (typeof declaredParams)[number]): string {
  const { default: value } = ("options" in param ? param.options : {}) as {
    default?: string | number | boolean;
  };
  return String(value ?? "");
}

/** Whether callables refuse calls without App Check's token. */
export const readEnforceAppCheck = (): boolean => enforceAppCheck.value();

/** The callables whose calls are counted. */
export type LimitedCallable = keyof typeof callsPerMinute;

/** Staff work for many customers, and are known by name; a limit remains against a script that runs wild. */
const STAFF_FACTOR = 10;

/**
 * How often one user may call it in a minute; 0 for no limit.
 *
 * @throws ConfigurationError
 */
export function readCallLimit(callable: LimitedCallable, staff: boolean): number {
  const parameter = callsPerMinute[callable];
  return within(parameter.name, parameter.value(), 0, 100_000) * (staff ? STAFF_FACTOR : 1);
}

/** The secret's text, which may hold several webhook secrets; "" when there is none. */
export const readWebhookSecrets = (): string => webhookSecrets.value();

/** The longest that one step of a creation takes (read, cancel, read again, and store); ms. */
export const longestStepMs = (apiTimeoutMs: number): number => 3 * apiTimeoutMs + 5_000;
