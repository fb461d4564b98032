// What stands in Firestore. client/tools/wire.ts keeps it equal to the functions' schemas.

import type { Timestamp } from "firebase/firestore";
import type { ProblemCode } from "../../functions/src/orders/model/problems.js";
import { PROVIDER_STATUSES } from "../../functions/src/pointcheckout/provider-status.js";

/** Where an order stands. `DRAFT`: no link yet. `CREATING`: a link is being asked for. The rest are the vendor's own. */
export type OrderStatus = AttemptStatus | "CREATING" | "DRAFT";

/** Every fact that an order's history can hold. */
export type OrderEventType =
  | "operation.cancel"
  | "operation.capture"
  | "operation.extend"
  | "operation.import"
  | "operation.redact"
  | "operation.refund"
  | "operation.refund_settled"
  | "operation.resolve"
  | "operation.send"
  | "order.amount_differs"
  | "order.authorized"
  | "order.cancelled"
  | "order.chargeback_lifted"
  | "order.charged_back"
  | "order.drafted"
  | "order.expired"
  | "order.failed"
  | "order.late_success"
  | "order.link_created"
  | "order.link_refused"
  | "order.paid"
  | "order.paid_again"
  | "order.paid_twice"
  | "order.partially_refunded"
  | "order.payment_undone"
  | "order.pending_confirmation"
  | "order.problem"
  | "order.problem_resolved"
  | "order.refund_reversed"
  | "order.refunded"
  | "order.reopened"
  | "order.unknown_status";

/** Who or what made the functions look. */
export type EventSource = "audit" | "creation" | "listener" | "operator" | "refresh" | "sweep" | "webhook";

/** An amount as an integer of minor units: 12.34 AED is `{ minor: 1234, currency: "AED", exponent: 2 }`. */
export type Money = {
  /** A safe integer of the currency's minor units. */
  minor: number;
  /** ISO 4217 alphabetic code, upper case. */
  currency: string;
  /** ISO 4217 exponent: how many decimals the minor unit stands for. */
  exponent: number;
};

/** A payment method that the vendor's API names. */
export type PaymentMethod =
  | "AMEX"
  | "CARD"
  | "CAREEM_PAY"
  | "MASTERCARD"
  | "POINTCHECKOUT"
  | "TABBY"
  | "UNIONPAY"
  | "VISA";

/** The vendor's own statuses, of an attempt. */
export type AttemptStatus =
  | "AUTHORIZED"
  | "CANCELLED"
  | "CHARGEBACK"
  | "EXPIRED"
  | "FAILED"
  | "PAID"
  | "PARTIALLY_REFUNDED"
  | "PENDING"
  | "PENDING_CONFIRMATION"
  | "REFUNDED";

/** What keeps an attempt from being trusted at the moment. */
export type AnomalyCode =
  | "amount_absent"
  | "checkout_unknown"
  | "contract_violation"
  | "credentials_rejected"
  | "identity_mismatch"
  | "refund_total_implausible"
  | "unpaid_after_paid";

/** A line of an order as stored; amounts in minor units of the order's currency. */
export type OrderItem = {
  name: string;
  quantity: number;
  lineTotalMinor: number;
  sku?: string | undefined;
  unitPriceMinor?: number | undefined;
};

/** An order's sums as stored; in minor units of the order's currency. */
export type OrderTotals = {
  subtotalMinor: number;
  taxMinor: number;
  shippingMinor?: number | undefined;
  handlingMinor?: number | undefined;
  discountMinor?: number | undefined;
  skipTotalsValidation?: boolean | undefined;
};

/** Whom an order is for, as stored: the phone as digits with calling code, the e-mail in small letters. */
export type OrderCustomer = {
  id?: string | undefined;
  firstName: string;
  lastName: string;
  email?: string | undefined;
  phone?: string | undefined;
};

/** A postal address; `country` is ISO 3166-1, two or three letters. */
export type Address = {
  name: string;
  address1: string;
  address2?: string | undefined;
  city: string;
  state?: string | undefined;
  zip?: string | undefined;
  country: string;
};

/** How a link is asked for. */
export type LinkOptions = {
  /** The vendor sends the link to the phone, and to the e-mail address. */
  sendSms?: boolean | undefined;
  sendEmail?: boolean | undefined;
  /** Minutes until the link expires; the deployment's default when absent. */
  expiresIn?: number | undefined;
  /** In any case; stored in small letters. */
  language?: string | undefined;
  /** An int64 as text: the vendor's branch ids do not fit a JavaScript number. */
  branchId?: string | undefined;
  allowedPaymentMethods?: PaymentMethod[] | undefined;
  defaultPaymentMethod?: PaymentMethod | undefined;
};

/** One attempt to have an order paid: the mirror of one checkout at the vendor. */
export type Attempt = {
  /** 1 for the first link of the order, then 2, 3, … */
  attempt: number;
  requestId: string;
  /** What the vendor was asked for, whatever has become of the order's amount since. */
  amount: Money;
  /** The hosted payment page; null when the vendor named a host that is not allowed. */
  url: string | null;
  displayId: string | null;
  /** Where the vendor announces that it changed. */
  announcement: {
    firebaseDatabase: string | null;
    firebaseCollection: string | null;
    firebaseDocument: string | null;
  };
  createdAt: Timestamp;
  expiresAt: Timestamp;
  status: AttemptStatus;
  /** The vendor's own spelling at the newest observation, also of a status we do not know. */
  providerStatus: string;
  method: string | null;
  totalRefundedMinor: number;
  /** Cash that the vendor says is to be collected from the customer, in minor units. It decides nothing. */
  cashAmountMinor: number | null;
  /** Null: it brought no money yet, or money for another amount than the order's. */
  counts: "accepted" | "amount" | null;
  /** `readTime` of the order read made just before the newest get-checkout that counted; null before the first. */
  observedAt: Timestamp | null;
  /** When money was first seen on this attempt. */
  paidAt: Timestamp | null;
  /** When the sweep is to look again; null when nothing is expected any more. */
  nextCheckAt: Timestamp | null;
  /** Reads in a row that changed nothing, for backing off. */
  unchanged: number;
  /** Reads in a row that failed, for backing off. */
  failures: number;
  /** `readTime` before the read that failed last, while no later one has succeeded. */
  failedAt: Timestamp | null;
  /** Stage (1..3) of the re-reads after a vendor's notification that its own API did not confirm; 0 for none. */
  followUp: number;
  /** Less money than known was seen: applied once a second observation, late enough, agrees. */
  decrease: {
    status: AttemptStatus;
    totalRefundedMinor: number;
    since: Timestamp;
  } | null;
  /** When a decrease was last applied; observations older than this can no longer raise the money again. */
  correctedAt: Timestamp | null;
  anomaly: {
    code: AnomalyCode;
    seen: string;
  } | null;
  /** What an administrator decided about an anomaly; it holds for exactly that one, until the vendor says otherwise. */
  resolution: {
    decision: "follow_vendor" | "keep_order";
    code: AnomalyCode;
    seen: string;
  } | null;
  /** A second checkout that the vendor accepted under the same request id: to be cancelled, watched until it is. */
  surplus: boolean;
};

/** The present link, for whoever is to pay. */
export type OrderLink = {
  requestId: string;
  displayId: string | null;
  expiresAt: Timestamp;
  url: string;
  checkoutId: string;
};

/** The functions' half of an order: what a shop shows of its payment, and what keeps that true. */
export type OrderPayment = {
  livemode: boolean;
  attempts: {
    [key: string]: Attempt;
  };
  /** Problems found on the order itself, which no observation of an attempt heals: an admin decides. */
  unresolved: ProblemCode[];
  /** Payments that an administrator decided to keep beside each other: they are no problem any more. */
  keptPayments: string[];
  /** When `order.paid` was told; it is told once. */
  paidAt: Timestamp | null;
  /** The one refund that is not settled; while it stands there, no other may begin. */
  refund: {
    referenceId: string;
    checkoutId: string;
    /** Minor units of the attempt's currency. */
    amountMinor: number;
    /** What the vendor had refunded of the checkout just before, in minor units. */
    totalBeforeMinor: number;
    /** `asked`: the vendor is or was asked. `unknown`: no trace of it. `problem`: the total fits neither. */
    state: "asked" | "problem" | "unknown";
    /** How often it was, or may have been, sent. */
    sends: number;
    /** The last of several sendings was refused: no trace at the end means that nothing was refunded. */
    refused: boolean;
    /** From when on a total that has not changed means `unknown`. */
    until: Timestamp;
    /** When the sweep looks again; null: a human is to act. */
    nextCheckAt: Timestamp | null;
  } | null;
  /** When somebody last had the order looked up at once. */
  refreshedAt: Timestamp | null;
  /** When the customer's personal data was erased; a further link is refused since. */
  redactedAt: Timestamp | null;
  /** The most urgent of the order's problems. */
  problem: ProblemCode | null;
  /** When the sweep has to look at the order: the first of all that is due on it. */
  nextCheckAt: Timestamp | null;
  link: OrderLink | null;
  /** Of the payment that decides the status; null before there is one. */
  paid: Money | null;
  refunded: Money | null;
  cashAmount: Money | null;
  method: string | null;
};

/**
 * An order as its readers see it: the document `orders/{orderId}`. The content is unchecked, as it was stored;
 * what a document lacks of `payment` is filled in.
 */
export type Order = {
  customerUid?: string | null | undefined;
  description: string;
  amount: Money;
  items?: OrderItem[] | undefined;
  totals?: OrderTotals | undefined;
  customer?: OrderCustomer | undefined;
  billingAddress?: Address | undefined;
  deliveryAddress?: Address | undefined;
  linkOptions: LinkOptions;
  status: OrderStatus;
  orderId: string;
  createdAt: Timestamp | null;
  payment: OrderPayment;
};

/** One fact of an order's history, written once and never changed. */
export type OrderEvent = {
  type: OrderEventType;
  from: OrderStatus;
  to: OrderStatus;
  at: Timestamp;
  source: EventSource;
  checkoutId: string | null;
  amount: Money | null;
  /** Refunded so far, in minor units of `amount.currency`. */
  totalRefundedMinor: number | null;
  /** A safe code that says more, e.g. which field differed. */
  detail: string | null;
  /** Of `order.paid`, where the vendor said so: cash that is to be collected from the customer. */
  cashAmount?: Money | undefined;
  /** Of an operation: the uid of the person who asked for it, or what else did. */
  by?: string | undefined;
  /** Of an operation: why, in that person's words. */
  note?: string | undefined;
  visibility: "customer" | "staff";
};

/** Every status of an order. */
export const ORDER_STATUSES = ["DRAFT", "CREATING", ...PROVIDER_STATUSES] as const;

/** The payment methods that the vendor's API names. */
export const PAYMENT_METHODS = [
  "CARD",
  "POINTCHECKOUT",
  "VISA",
  "MASTERCARD",
  "AMEX",
  "UNIONPAY",
  "TABBY",
  "CAREEM_PAY",
] as const;

/** The limits of a link's validity, in minutes. */
export const EXPIRES_IN_MINUTES = { min: 15, max: 10080 } as const;

/** What a reader fills in where an order's document lacks it. */
export const paymentDefaults = (): OrderPayment => ({
  livemode: false,
  attempts: {},
  unresolved: [],
  keptPayments: [],
  paidAt: null,
  refund: null,
  refreshedAt: null,
  redactedAt: null,
  problem: null,
  nextCheckAt: null,
  link: null,
  paid: null,
  refunded: null,
  cashAmount: null,
  method: null,
});
