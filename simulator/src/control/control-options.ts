import type { RequestLog } from "../api/request-log.js";
import type { Checkout } from "../checkouts/checkout.js";
import type { CheckoutLedger } from "../checkouts/checkout-ledger.js";
import type { Checkouts } from "../checkouts/checkouts.js";
import type { Clock } from "../clock.js";
import type { ArmedFaults } from "../faults/armed-faults.js";
import type { FaultChances } from "../faults/fault-chances.js";
import type { Notifier } from "../notifications/notifier.js";
import type { WebhookEndpoints } from "../notifications/webhook-endpoints.js";
import type { Outbox } from "../outbox.js";
import type { Settings } from "../settings.js";

/** What the control API reaches into. */
export interface ControlOptions {
  readonly checkouts: Checkouts;
  readonly ledger: CheckoutLedger;
  readonly clock: Clock;
  readonly faults: ArmedFaults;
  readonly chances: FaultChances;
  readonly requestLog: RequestLog;
  readonly notifier: Notifier;
  readonly webhooks: WebhookEndpoints;
  readonly outbox: Outbox;
  readonly settings: Settings;
  readonly firestore: () => string | null;
  readonly linkOf: (checkout: Checkout) => string;
}
