import { onDocumentUpdated } from "firebase-functions/v2/firestore";
import { onRequest } from "firebase-functions/v2/https";
import { onSchedule } from "firebase-functions/v2/scheduler";
import { CHECKOUT_DOCUMENT } from "../checkouts/checkout-document.js";
import {
  database,
  functionOptions,
  LISTEN_TIMEOUT_SECONDS,
  LONG_TIMEOUT_SECONDS,
  secrets,
  webhookOnlySecrets,
} from "../parameters.js";

// Each loads its work when it first runs. A schedule hands over its own time, so that a late run works as of it.

/** The daily comparison: the first run of a UTC day begins it, later runs continue an unfinished one. */
export const auditOrders = onSchedule(
  { ...functionOptions(), schedule: "every 60 minutes", timeoutSeconds: LONG_TIMEOUT_SECONDS, secrets },
  async ({ scheduleTime }) => (await import("./lazy/audit-orders.js")).auditOrdersAt(scheduleTime),
);

/**
 * The provider listener as a function. Ends by itself before its timeout; the next start finds by its digest what the
 * vendor announced in the gap.
 * @see docs/decisions/0010-where-to-listen.md
 */
export const listenToProvider = onSchedule(
  {
    ...functionOptions(),
    schedule: "every 1 minutes",
    timeoutSeconds: LISTEN_TIMEOUT_SECONDS,
    // Cloud Scheduler starts no second run, but a person could.
    maxInstances: 1,
    concurrency: 1,
    // It waits nine minutes of ten, and keeps a stream for each open link. Cloud Run takes hundredths of a processor.
    cpu: 0.16,
    memory: "512MiB",
  },
  async () => (await import("./lazy/listen-to-provider.js")).listenForOneRun(),
);

/**
 * Reads a touched checkout at the vendor. Fires on a touch, not on a creation, and writes no checkout. An error has the
 * touch delivered again.
 */
export const onCheckoutTouched = onDocumentUpdated(
  { ...functionOptions(), database, document: CHECKOUT_DOCUMENT, secrets, retry: true },
  async ({ data }) => (await import("./lazy/on-checkout-touched.js")).reconcileTouched(data?.after),
);

/** Receives the vendor's webhooks. @see docs/api.md, "pointcheckoutWebhook" */
export const pointcheckoutWebhook = onRequest(
  { ...functionOptions(), secrets: webhookOnlySecrets, invoker: "public", cors: false },
  async (request, response) =>
    (await import("./lazy/pointcheckout-webhook.js")).answerDelivery(request, response),
);

/** Erases the personal data of ended orders that are older than the retention; never, when that is 0. */
export const redactOldOrders = onSchedule(
  { ...functionOptions(), schedule: "every 24 hours", timeoutSeconds: LONG_TIMEOUT_SECONDS },
  async ({ scheduleTime }) => (await import("./lazy/redact-old-orders.js")).redactOldOrdersAt(scheduleTime),
);

/** Processes, every minute, whatever is due. */
export const sweepOrders = onSchedule(
  { ...functionOptions(), schedule: "every 1 minutes", secrets },
  async ({ scheduleTime }) => (await import("./lazy/sweep-orders.js")).sweepOrdersAt(scheduleTime),
);
