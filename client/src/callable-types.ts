// What the functions are given and answer. client/tools/wire.ts keeps it equal to the functions' schemas.

import type { Decision, ProblemCode } from "../../functions/src/orders/model/problems.js";
import type { Address, OrderCustomer, OrderStatus, PaymentMethod } from "./types.js";

/** What became of a refund. `asked`: not settled yet. */
export type RefundState =
  | "abandoned"
  | "asked"
  | "done"
  | "not_processed"
  | "problem"
  | "refused"
  | "unknown";

/** A line of an order as given; amounts are decimals in major units, of which text is the safer form. */
export type OrderItemInput = {
  name: string;
  quantity: number;
  /** `quantity × unitprice`, where there is a unit price; negative for a discount. */
  linetotal: string | number;
  sku?: string | undefined;
  unitprice?: string | number | undefined;
};

/** An order's sums as given; decimals in major units. */
export type OrderTotalsInput = {
  /** The sum of the lines. */
  subtotal: string | number;
  tax: string | number;
  shipping?: string | number | undefined;
  handling?: string | number | undefined;
  discount?: string | number | undefined;
  /** The vendor is not to compare the sums, and neither do we. Sent as given. */
  skipTotalsValidation?: boolean | undefined;
};

/** An order's whole content, as staff give it: amounts are decimals in major units, `"131.78"`. */
export type OrderContentInput = {
  /** The vendor sends the link to the phone, and to the e-mail address. */
  sendSms?: boolean | undefined;
  sendEmail?: boolean | undefined;
  /** Minutes until the link expires; the deployment's default when absent. */
  expiresIn?: number | undefined;
  /** In any case; stored in small letters. */
  language?: string | undefined;
  allowedPaymentMethods?: PaymentMethod[] | undefined;
  defaultPaymentMethod?: PaymentMethod | undefined;
  /** 1 to 100 letters, digits, signs or blanks of ASCII, with no blank at either end: `#1001`, `2024/123`. */
  orderId: string;
  /** Who may see and pay the order, besides staff. */
  customerUid?: string | undefined;
  description: string;
  /** More than 0, a decimal in major units: `"12.50"`. Text is safer than a number. */
  amount: string | number;
  /** ISO 4217, in any case. */
  currency: string;
  items?: OrderItemInput[] | undefined;
  totals?: OrderTotalsInput | undefined;
  customer?: OrderCustomer | undefined;
  billingAddress?: (Address & { phone?: string | undefined; email?: string | undefined }) | undefined;
  deliveryAddress?: Address | undefined;
  branchId?: string | number | undefined;
};

/** What a customer gives, and staff who want a stored order's link. */
export type StoredOrderInput = {
  orderId: string;
  /** Instead of what is stored; a link that exists is not sent again. */
  sendSms?: boolean | undefined;
  sendEmail?: boolean | undefined;
};

/** What `createPaymentLink` is given: a new order's content, or the id of a stored order. */
export type CreatePaymentLinkInput = OrderContentInput | StoredOrderInput;

/** What `cancelPaymentLink` is given. */
export type CancelPaymentLinkInput = {
  orderId: string;
  reason?: string | undefined;
};

/** What `refreshOrder` is given. */
export type RefreshOrderInput = {
  orderId: string;
};

/** What `refundPayment` is given. */
export type RefundPaymentInput = {
  orderId: string;
  /** Which payment, of an order that was paid twice. */
  checkoutId?: string | undefined;
  /** A decimal in major units of the order's currency: `"12.50"`. All that is left when absent. */
  amount?: string | number | undefined;
  /** Up to 200 characters; the vendor is told, too. */
  reason: string;
  /** 1 to 60 of `A-Z a-z 0-9 . _ -`, chosen by the caller: one reference is one refund. */
  referenceId: string;
  /** By an administrator: an `unknown` refund is to be sent once more. */
  confirm?: boolean | undefined;
};

/** What `capturePayment` is given. */
export type CapturePaymentInput = {
  orderId: string;
  /** The payment's own id at the vendor, not the checkout's. When absent, the one that a webhook has named. */
  paymentId?: string | undefined;
  reason?: string | undefined;
};

/** What `extendPaymentLink` is given. */
export type ExtendPaymentLinkInput = {
  orderId: string;
  /** Minutes from now. */
  expiresIn: number;
};

/** What `sendPaymentLink` is given. */
export type SendPaymentLinkInput = {
  orderId: string;
  /** True: to the phone that is stored with the order. A phone: to this one, which is stored first. */
  sms?: boolean | string | undefined;
  /** True: to the e-mail address that is stored with the order. An address: to this one, which is stored first. */
  email?: boolean | string | undefined;
};

/** What `importCheckout` is given. */
export type ImportCheckoutInput = {
  checkoutId: string;
};

/** What `resolveProblem` is given. */
export type ResolveProblemInput = {
  orderId: string;
  decision: Decision;
  /** Why, up to 500 characters; kept with the event. */
  note: string;
  /** Which one, where the order has several. */
  problem?: ProblemCode | undefined;
};

/** What `createPaymentLink` answers. */
export type PaymentLink = {
  orderId: string;
  checkoutId: string;
  requestId: string;
  displayId: string | null;
  status: OrderStatus;
  url: string;
  /** ISO 8601, UTC. */
  expiresAt: string;
};

/** What `extendPaymentLink` answers. */
export type ExtendedPaymentLink = PaymentLink;

/** What `sendPaymentLink` answers. */
export type SentPaymentLink = PaymentLink & {
  /** The link before this one: it has ended, and nobody can pay by it. Null when there was none. */
  replaced: {
    checkoutId: string;
    requestId: string;
  } | null;
};

/** What `saveDraftOrder` answers. */
export type SavedDraft = {
  orderId: string;
  status: OrderStatus;
};

/** What `refreshOrder` answers. */
export type RefreshedOrder = {
  orderId: string;
  status: OrderStatus;
  /** Why a human should look at the order; a safe code, or null. */
  problem: ProblemCode | null;
  /** Whether the status was seen at the vendor after this call began; false when the vendor could not be read in time. */
  isFresh: boolean;
};

/** What `cancelPaymentLink` answers. */
export type CancelledPaymentLink = RefreshedOrder;

/** What `refundPayment` answers. */
export type Refund = {
  orderId: string;
  referenceId: string;
  checkoutId: string;
  /** `asked`: not settled yet; repeat the call later. */
  state: RefundState;
  /** Decimal text in major units of `currency`: of this refund, and of all refunds of the checkout. */
  amount: string;
  totalRefunded: string;
  currency: string;
  /** Of the order. */
  status: OrderStatus;
  problem: ProblemCode | null;
};

/** What `capturePayment` answers. */
export type Capture = {
  orderId: string;
  checkoutId: string;
  status: OrderStatus;
  problem: ProblemCode | null;
};

/** What `importCheckout` answers. */
export type ImportedCheckout = {
  status: OrderStatus;
  /** The most urgent of the order's problems. */
  problem: ProblemCode | null;
  orderId: string;
  checkoutId: string;
};

/** What `resolveProblem` answers. */
export type ResolvedProblem = {
  orderId: string;
  status: OrderStatus;
  /** Why a human should look at the order; a safe code, or null. */
  problem: ProblemCode | null;
  /** Whether the status was seen at the vendor after this call began; false when the vendor could not be read in time. */
  isFresh: boolean;
  /** Whether this call has decided something; false when the order has no such problem, or it is decided already. */
  decided: boolean;
};

/** One of the merchant's branches. */
export type Branch = {
  /** An int64 in digits. */
  id: string;
  name: string | null;
  /** As received; not checked against ISO 4217. */
  currency: string | null;
  description: string | null;
  enabled: boolean | null;
};

/** What `listBranches` answers. */
export type BranchList = {
  branches: Branch[];
};

/** What `runAudit` answers. */
export type AuditReport = {
  auditId: string;
  /** `complete`: both sides were seen whole. `incomplete`: `gaps` says what was not. */
  state: "complete" | "incomplete" | "running";
  gaps: (
    | "charged_back_incomplete"
    | "charged_back_refused"
    | "not_finished"
    | "ours_not_compared"
    | "partially_refunded_incomplete"
    | "partially_refunded_refused"
    | "refunded_incomplete"
    | "refunded_refused"
    | "unreadable_checkouts"
    | "window_incomplete"
    | "window_refused"
  )[];
  counts: {
    /**
     * Distinct payment links that the vendor gave, and the largest number that it named of the window: of all its
     * checkouts, or of those on one page.
     */
    checkouts: number;
    expected: number | null;
    agreed: number;
    /** Of another deployment that shares the vendor's account. */
    foreign: number;
    /** Checkouts of other kinds, such as a subscription's: not compared. */
    otherKinds: number;
    /** Orders of ours looked through in the last step. */
    orders: number;
    /** Differences that a look or a search heals. */
    healing: number;
    /** Differences left to a human. */
    reported: number;
    vendorCalls: number;
  };
  differences: {
    amount_differs?: number | undefined;
    chargeback_unnoticed?: number | undefined;
    identity_mismatch?: number | undefined;
    money_vanished?: number | undefined;
    paid_unnoticed?: number | undefined;
    refund_unnoticed?: number | undefined;
    status_differs?: number | undefined;
    unknown_status?: number | undefined;
    unknown_to_us?: number | undefined;
    unknown_to_vendor?: number | undefined;
  };
};
