import type { FaultKind } from "../../src/faults/fault.js";
import type { CountedChance } from "../../src/faults/fault-chances.js";
import type {
  Attempt,
  Notification,
  WebhookDelivery,
  WebhookMessage,
} from "../../src/notifications/notification.js";
import type { WebhookEndpoint } from "../../src/notifications/webhook-endpoints.js";
import type { Message } from "../../src/outbox.js";
import type { LoggedRequest } from "../../src/request-log.js";

/** The vendor's or the ledger's view of a checkout: the fields that specs look at. */
export interface CheckoutJson {
  readonly id: string;
  readonly displayId: string;
  readonly checkoutKey: string;
  readonly requestId: string;
  readonly orderId: string;
  readonly status: string;
  readonly amount: number;
  readonly amountMinor: number;
  readonly totalRefunded: number;
  readonly totalRefundedMinor: number;
  readonly paymentReference: string | null;
  readonly redirectUrl: string;
  readonly usedPaymentMethod: string | null;
  readonly customer: { readonly reference: string | null } | null;
  readonly firebaseDatabase: string;
  readonly firebaseDocument: string;
  readonly timestamp: string;
  readonly history: readonly { readonly move: string; readonly actor: string; readonly status: string }[];
}

interface PageJson {
  readonly page: number;
  readonly size: number;
  readonly totalPages: number;
  readonly totalElements: number;
  readonly content: readonly CheckoutJson[];
}

export interface NotificationJson
  extends Omit<Notification, "at" | "attempts" | "message">,
    Partial<Pick<WebhookMessage, "event" | "body">> {
  readonly attempts: readonly Omit<Attempt, "at">[];
  readonly messageId?: string;
  readonly deliveries?: readonly (Pick<WebhookDelivery, "outcome"> & {
    readonly endpoint: string;
    readonly nextAttemptAt: string | null;
  })[];
}

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
