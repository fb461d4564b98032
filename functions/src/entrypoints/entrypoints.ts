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

/** Loads the work at the first run. A schedule's works as of its own time, however late it runs. */
const lazily =
  <Given extends unknown[]>(load: () => Promise<{ run: (...given: Given) => Promise<unknown> }>) =>
  async (...given: Given): Promise<void> => {
    const [{ asEntrypoint }, { run }] = await Promise.all([import("./lazy/as-entrypoint.js"), load()]);
    await asEntrypoint(() => run(...given));
  };

/** The daily comparison: the first run of a UTC day begins it, later runs continue an unfinished one. */
export const auditOrders = onSchedule(
  { ...functionOptions(), schedule: "every 60 minutes", timeoutSeconds: LONG_TIMEOUT_SECONDS, secrets },
  lazily(() => import("./lazy/audit-orders.js")),
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
  lazily(() => import("./lazy/listen-to-provider.js")),
);

/**
 * Reads a touched checkout at the vendor. Fires on a touch, not on a creation, and writes no checkout. An error has the
 * touch delivered again.
 */
export const onCheckoutTouched = onDocumentUpdated(
  { ...functionOptions(), database, document: CHECKOUT_DOCUMENT, secrets, retry: true },
  lazily(() => import("./lazy/on-checkout-touched.js")),
);

/** Receives the vendor's webhooks. @see docs/api.md, "pointcheckoutWebhook" */
export const pointcheckoutWebhook = onRequest(
  { ...functionOptions(), secrets: webhookOnlySecrets, invoker: "public", cors: false },
  lazily(() => import("./lazy/pointcheckout-webhook.js")),
);

/** Erases the personal data of ended orders that are older than the retention; never, when that is 0. */
export const redactOldOrders = onSchedule(
  { ...functionOptions(), schedule: "every 24 hours", timeoutSeconds: LONG_TIMEOUT_SECONDS },
  lazily(() => import("./lazy/redact-old-orders.js")),
);

/** Processes, every minute, whatever is due. */
export const sweepOrders = onSchedule(
  { ...functionOptions(), schedule: "every 1 minutes", secrets },
  lazily(() => import("./lazy/sweep-orders.js")),
);
