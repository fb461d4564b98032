import { defineBoolean, defineInt, defineSecret, defineString } from "firebase-functions/params";

// Every start of every function loads this file; config.ts, which reads the values, is loaded with the work.

export const apiUrl = defineString("POINTCHECKOUT_API_URL", {
  default: "https://api.test.paymennt.com/mer/v2.0/",
  description: "Base URL of the PointCheckout API. Live: https://api.paymennt.com/mer/v2.0/",
});
export const allowTest = defineBoolean("POINTCHECKOUT_ALLOW_TEST", {
  default: false,
  description: "Allow a deployed function to use a test host, where a public card number pays for anything.",
});
export const headerPrefix = defineString("POINTCHECKOUT_HEADER_PREFIX", {
  default: "X-PointCheckout",
  description: "Prefix of the credential headers: X-PointCheckout, or X-Paymennt for the newer generation.",
});
export const linkHosts = defineString("POINTCHECKOUT_LINK_HOSTS", {
  default: "pay.paymennt.com,pay.test.paymennt.com,pay.pointcheckout.com,pay.test.pointcheckout.com",
  description: "Hosts of payment pages that may be shown to customers, separated by commas.",
});
export const requestIdPrefix = defineString("POINTCHECKOUT_REQUEST_ID_PREFIX", {
  default: "",
  description:
    "Begins every request id. Set a different one where several deployments share one vendor account.",
});
export const defaultExpiresIn = defineInt("POINTCHECKOUT_DEFAULT_EXPIRES_IN", {
  default: 1440,
  description: "Minutes (15 to 10080) that a payment link is valid when its caller does not say.",
});
export const maxAmount = defineString("POINTCHECKOUT_MAX_AMOUNT", {
  default: "100000",
  description:
    "Largest amount of one order, in whole units: of any currency, or AED=100000,KWD=10000,*=50000 for each.",
});
export const staffRefundLimit = defineString("POINTCHECKOUT_STAFF_REFUND_LIMIT", {
  default: "0",
  description:
    "Most that staff who are no administrators may refund at once, in whole units (0: nothing): of any currency, or AED=500,*=0 for each.",
});
export const timeoutMs = defineInt("POINTCHECKOUT_TIMEOUT_MS", {
  default: 10_000,
  description: "Milliseconds to wait for one answer of the PointCheckout API.",
});
export const callTimeoutSeconds = defineInt("POINTCHECKOUT_CALL_TIMEOUT_SECONDS", {
  default: 60,
  description:
    "Seconds that a function may run. A link's creation is resumed by others 30 seconds after that.",
});
export const sweepLimit = defineInt("POINTCHECKOUT_SWEEP_LIMIT", {
  default: 300,
  description: "Orders that one run of the sweep (every minute) looks after, at most.",
});
export const listenSeconds = defineInt("POINTCHECKOUT_LISTEN_SECONDS", {
  default: 540,
  description: "Seconds that one run of listenToProvider (started every minute, unless one runs) listens.",
});
export const auditDays = defineInt("POINTCHECKOUT_AUDIT_DAYS", {
  default: 180,
  description: "Days back that the daily audit compares with the vendor.",
});
export const retentionDays = defineInt("POINTCHECKOUT_RETENTION_DAYS", {
  default: 0,
  description: "Days after which the personal data of orders that have ended is erased. 0: never.",
});
export const enforceAppCheck = defineBoolean("POINTCHECKOUT_ENFORCE_APP_CHECK", {
  default: false,
  description: "Refuse calls of callables that come without a valid App Check token of your apps.",
});
export const serviceAccounts = defineString("POINTCHECKOUT_SERVICE_ACCOUNTS", {
  default: "",
  description: "E-mail addresses of Google service accounts that may call as staff, separated by commas.",
});
export const callsPerMinute = {
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
export const region = defineString("POINTCHECKOUT_REGION", {
  default: "us-central1",
  description: "Region of the functions; near your Firestore database.",
});
export const database = defineString("POINTCHECKOUT_DATABASE", {
  default: "(default)",
  description: "Firestore database of orders and checkouts: one of its own for each deployment in a project.",
});
export const apiKey = defineSecret("POINTCHECKOUT_API_KEY");
export const apiSecret = defineSecret("POINTCHECKOUT_API_SECRET");
export const webhookSecrets = defineSecret("POINTCHECKOUT_WEBHOOK_SECRETS");

export const secrets = [apiKey, apiSecret];
export const webhookOnlySecrets = [webhookSecrets];

/** Parameters are passed unread: their values are known only while a function runs. */
export const functionOptions = () => ({ region, timeoutSeconds: callTimeoutSeconds });

/** Of audit and redaction: a run stops before, and the next one continues. */
export const LONG_TIMEOUT_SECONDS = 540;
export const LONG_RUN_MS = (LONG_TIMEOUT_SECONDS * 1000 * 3) / 4;

/** The platform's maximum is 1800. */
export const LISTEN_TIMEOUT_SECONDS = 600;

export type LimitedCallable = keyof typeof callsPerMinute;
