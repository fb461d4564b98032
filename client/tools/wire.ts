// What goes between the functions and their callers, in terms of the functions' own schemas and results. Never published:
// `write-types.ts` writes it out, without those terms, to `src/types.ts`.

import type { Timestamp } from "firebase/firestore";
import type { CallableFunction } from "firebase-functions/v2/https";
import type { z } from "zod";
import type {
  contentInput,
  itemInput,
  orderInput,
  totalsInput,
} from "../../functions/src/callables/link-input.js";
import type {
  cancelInput,
  captureInput,
  extendInput,
  importInput,
  refundInput,
  resolutionInput,
  sendInput,
} from "../../functions/src/callables/operation-input.js";
import type { Source } from "../../functions/src/checkouts/source.js";
import type * as callables from "../../functions/src/index.js";
import type * as attempt from "../../functions/src/orders/model/attempt.js";
import type { attemptSchema, instantSchema } from "../../functions/src/orders/model/attempt.js";
import type * as content from "../../functions/src/orders/model/content.js";
import type * as order from "../../functions/src/orders/model/order.js";
import type { paymentSchema } from "../../functions/src/orders/model/order.js";
import type * as event from "../../functions/src/orders/model/order-event.js";
import type { OrderStatus as Statuses } from "../../functions/src/orders/model/order-status.js";
import type {
  Decision as Decisions,
  ProblemCode as Problems,
} from "../../functions/src/orders/model/problems.js";
import type { RefundState as RefundStates } from "../../functions/src/orders/model/refund.js";
import type { Branch as Branches } from "../../functions/src/pointcheckout/responses.js";
import type { Money as Amount } from "../../functions/src/shared/money.js";

/** What a callable answers. */
type Answer<Callable> = Callable extends CallableFunction<unknown, Promise<infer Output>> ? Output : never;

/** As Firestore stores it: every instant is a Timestamp. */
type Stored<T> = T extends string
  ? T
  : T extends z.output<typeof instantSchema>
    ? Timestamp
    : T extends object
      ? { [Key in keyof T]: Stored<T[Key]> }
      : T;

/** The functions' own bookkeeping, which says nothing to a reader. */
type Bookkeeping = "requests" | "resend" | "eventCount";
type Kept = Omit<z.output<typeof paymentSchema>, Bookkeeping>;

/** Where an order stands. `DRAFT`: no link yet. `CREATING`: a link is being asked for. The rest are the vendor's own. */
export type OrderStatus = Statuses;
/** Why a human should look at an order; safe to show. */
export type ProblemCode = Problems;
/** What an administrator may decide about a problem. */
export type Decision = Decisions;
/** What became of a refund. `asked`: not settled yet. */
export type RefundState = RefundStates;
/** Every fact that an order's history can hold. */
export type OrderEventType = event.OrderEventType;
/** Who or what made the functions look. */
export type EventSource = Source;
/** An amount as an integer of minor units: 12.34 AED is `{ minor: 1234, currency: "AED", exponent: 2 }`. */
export type Money = Amount;
/** A payment method that the vendor's API names. */
export type PaymentMethod = (typeof content.PAYMENT_METHODS)[number];
/** The vendor's own statuses, of an attempt. */
export type AttemptStatus = z.output<typeof attemptSchema>["status"];
/** What keeps an attempt from being trusted at the moment. */
export type AnomalyCode = attempt.AnomalyCode;
/** A line of an order as stored; amounts in minor units of the order's currency. */
export type OrderItem = z.input<typeof content.itemSchema>;
/** An order's sums as stored; in minor units of the order's currency. */
export type OrderTotals = z.input<typeof content.totalsSchema>;
/** Whom an order is for, as stored: the phone as digits with calling code, the e-mail in small letters. */
export type OrderCustomer = z.input<typeof content.customerSchema>;
/** A postal address; `country` is ISO 3166-1, two or three letters. */
export type Address = z.input<typeof content.addressSchema>;
/** How a link is asked for. */
export type LinkOptions = z.input<typeof content.linkOptionsSchema>;
/** One attempt to have an order paid: the mirror of one checkout at the vendor. */
export type Attempt = Stored<z.output<typeof attemptSchema>>;
/** The present link, for whoever is to pay. */
export type OrderLink = Stored<order.ShownLink>;
/** The functions' half of an order: what a shop shows of its payment, and what keeps that true. */
export type OrderPayment = Stored<Kept & Omit<order.Derived, "status">>;
/**
 * An order as its readers see it: the document `orders/{orderId}`. The content is as whoever stored it wrote it, unchecked;
 * what a document lacks of `payment` is filled in.
 */
export type Order = z.input<typeof content.contentSchema> &
  Stored<Pick<order.Order, "orderId" | "status" | "createdAt">> & { payment: OrderPayment };
/** One fact of an order's history, written once and never changed. */
export type OrderEvent = Stored<event.OrderEvent>;

/** A line of an order as given; amounts are decimals in major units, of which text is the safer form. */
export type OrderItemInput = z.input<typeof itemInput>;
/** An order's sums as given; decimals in major units. */
export type OrderTotalsInput = z.input<typeof totalsInput>;
/** An order's whole content, as staff give it: amounts are decimals in major units, `"131.78"`. */
export type OrderContentInput = z.input<typeof contentInput>;
/** What a customer gives, and staff who want a stored order's link. */
export type StoredOrderInput = z.input<typeof orderInput>;
/** What `createPaymentLink` is given: a new order's content, or the id of a stored order. */
export type CreatePaymentLinkInput = OrderContentInput | StoredOrderInput;
/** What `cancelPaymentLink` is given. */
export type CancelPaymentLinkInput = z.input<typeof cancelInput>;
/** What `refreshOrder` is given. */
export type RefreshOrderInput = Pick<StoredOrderInput, "orderId">;
/** What `refundPayment` is given. */
export type RefundPaymentInput = z.input<typeof refundInput>;
/** What `capturePayment` is given. */
export type CapturePaymentInput = z.input<typeof captureInput>;
/** What `extendPaymentLink` is given. */
export type ExtendPaymentLinkInput = z.input<typeof extendInput>;
/** What `sendPaymentLink` is given. */
export type SendPaymentLinkInput = z.input<typeof sendInput>;
/** What `importCheckout` is given. */
export type ImportCheckoutInput = z.input<typeof importInput>;
/** What `resolveProblem` is given. */
export type ResolveProblemInput = z.input<typeof resolutionInput>;

/** What `createPaymentLink` answers. */
export type PaymentLink = Answer<typeof callables.createPaymentLink>;
/** What `extendPaymentLink` answers. */
export type ExtendedPaymentLink = Answer<typeof callables.extendPaymentLink>;
/** What `sendPaymentLink` answers. */
export type SentPaymentLink = Answer<typeof callables.sendPaymentLink>;
/** What `saveDraftOrder` answers. */
export type SavedDraft = Answer<typeof callables.saveDraftOrder>;
/** What `refreshOrder` answers. */
export type RefreshedOrder = Answer<typeof callables.refreshOrder>;
/** What `cancelPaymentLink` answers. */
export type CancelledPaymentLink = Answer<typeof callables.cancelPaymentLink>;
/** What `refundPayment` answers. */
export type Refund = Answer<typeof callables.refundPayment>;
/** What `capturePayment` answers. */
export type Capture = Answer<typeof callables.capturePayment>;
/** What `importCheckout` answers. */
export type ImportedCheckout = Answer<typeof callables.importCheckout>;
/** What `resolveProblem` answers. */
export type ResolvedProblem = Answer<typeof callables.resolveProblem>;
/** One of the merchant's branches. */
export type Branch = Branches;
/** What `listBranches` answers. */
export type BranchList = Answer<typeof callables.listBranches>;
/** What `runAudit` answers. */
export type AuditReport = Answer<typeof callables.runAudit>;
