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

export interface PageJson {
  readonly page: number;
  readonly size: number;
  readonly totalPages: number;
  readonly totalElements: number;
  readonly content: readonly CheckoutJson[];
}

export interface RequestJson {
  readonly operation: string;
  readonly requestId?: string;
  readonly status: number | string | null;
  readonly fault?: string;
}

export interface AttemptJson {
  readonly at: string;
  readonly endpoint?: string;
  readonly status?: number;
  readonly error?: string;
}

export interface NotificationJson {
  readonly id: string;
  readonly channel: string;
  readonly target: string;
  readonly checkoutId: string;
  readonly outcome: string;
  readonly cause: string;
  readonly status: string;
  readonly error?: string;
  readonly fault?: string;
  readonly attempts: readonly AttemptJson[];
  readonly event?: string;
  readonly messageId?: string;
  readonly body?: string;
  readonly deliveries?: readonly {
    readonly endpoint: string;
    readonly outcome: string;
    readonly nextAttemptAt: string | null;
  }[];
}

export interface WebhookJson {
  readonly id: string;
  readonly url: string;
  readonly events: readonly string[];
  readonly secret: string;
  readonly oldSecrets: readonly { readonly secret: string; readonly until: string }[];
  readonly enabled: boolean;
  readonly failingSince: string | null;
}

export interface MessageJson {
  readonly channel: string;
  readonly kind: string;
  readonly to: string;
  readonly text: string;
  readonly link: string | null;
}

export interface ChanceJson {
  readonly name: string;
  readonly rate: number;
  readonly kind: string;
  readonly ms?: number | { readonly min: number; readonly max: number };
  readonly occasions: number;
  readonly happened: number;
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
  readonly requests?: readonly RequestJson[];
  readonly notifications?: readonly NotificationJson[];
  readonly webhooks?: readonly WebhookJson[];
  readonly messages?: readonly MessageJson[];
  readonly seed?: string | null;
  readonly chances?: readonly ChanceJson[];
  readonly profiles?: readonly { readonly name: string; readonly about: string }[];
  readonly faults?: readonly { readonly id: string; readonly kind: string; readonly times: number | null }[];
}
