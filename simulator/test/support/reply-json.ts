import type { checkoutView } from "../../src/control/checkout-controls.js";
import type { AsJson } from "../../src/control/control-json.js";
import type { notificationView } from "../../src/control/notification-controls.js";
import type { FaultKind } from "../../src/faults/fault.js";
import type { CountedChance } from "../../src/faults/fault-chances.js";
import type { WebhookEndpoint } from "../../src/notifications/webhook-endpoints.js";
import type { Message } from "../../src/outbox.js";
import type { LoggedRequest } from "../../src/request-log.js";

/** The vendor's or the ledger's view of a checkout: the fields that specs look at. */
export interface CheckoutJson extends Readonly<AsJson<ReturnType<typeof checkoutView>>> {
  readonly amount: number;
  readonly totalRefunded: number;
  readonly customer: { readonly reference: string | null } | null;
  readonly timestamp: string;
}

interface PageJson {
  readonly page: number;
  readonly size: number;
  readonly totalPages: number;
  readonly totalElements: number;
  readonly content: readonly CheckoutJson[];
}

export type NotificationJson = AsJson<ReturnType<typeof notificationView>>;

interface WebhookJson extends Pick<WebhookEndpoint, "id" | "url" | "events" | "secret"> {
  readonly enabled: boolean;
  readonly oldSecrets: readonly { readonly secret: string; readonly until: string }[];
  readonly failingSince: string | null;
}

interface ChanceJson extends Pick<CountedChance, "name" | "rate" | "occasions" | "happened"> {
  readonly kind: FaultKind;
  readonly ms?: number | { readonly min: number; readonly max: number };
}

/** Any JSON answer of the simulator: a spec looks at the parts its request is answered with. */
export interface ReplyJson extends Partial<CheckoutJson>, Partial<WebhookJson> {
  readonly success?: boolean;
  readonly elapsed?: number;
  readonly error?: string;
  readonly field?: string;
  readonly result?: CheckoutJson & PageJson;
  readonly ok?: boolean;
  readonly now?: string;
  readonly offsetMs?: number;
  readonly firestore?: string | null;
  readonly cashAmount?: string;
  readonly checkouts?: readonly CheckoutJson[];
  readonly requests?: readonly Pick<LoggedRequest, "operation" | "requestId" | "status" | "fault">[];
  readonly notifications?: readonly NotificationJson[];
  readonly webhooks?: readonly WebhookJson[];
  readonly messages?: readonly Message[];
  readonly seed?: string | null;
  readonly chances?: readonly ChanceJson[];
  readonly profiles?: readonly { readonly name: string; readonly about: string }[];
  readonly faults?: readonly { readonly id: string; readonly kind: string; readonly times: number | null }[];
}
