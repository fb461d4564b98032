// Keeps the client's types equal to the functions' schemas and results: where they differ, `npm run check:types` fails
// and names the type. Never published.

import type { Timestamp } from "firebase/firestore";
import type { CallableFunction } from "firebase-functions/v2/https";
import type { z } from "zod";
import type {
  contentInput,
  itemInput,
  orderInput,
  totalsInput,
} from "../../functions/src/callables/link-input.js";
import type { Source } from "../../functions/src/checkouts/source.js";
import type * as callables from "../../functions/src/index.js";
import type * as attempt from "../../functions/src/orders/model/attempt.js";
import type { attemptSchema } from "../../functions/src/orders/model/attempt.js";
import type * as content from "../../functions/src/orders/model/content.js";
import type * as order from "../../functions/src/orders/model/order.js";
import type { paymentSchema } from "../../functions/src/orders/model/order.js";
import type * as event from "../../functions/src/orders/model/order-event.js";
import type { OrderStatus } from "../../functions/src/orders/model/order-status.js";
import type { RefundState } from "../../functions/src/orders/model/refund.js";
import type {
  cancelInput,
  captureInput,
  extendInput,
  importInput,
  refundInput,
  resolutionInput,
  sendInput,
} from "../../functions/src/orders/operations/operation-input.js";
import type { Branch } from "../../functions/src/pointcheckout/responses.js";
import type { instantSchema } from "../../functions/src/shared/instant.js";
import type { Money } from "../../functions/src/shared/money.js";
import type * as client from "../src/index.js";

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

/** By name: a type of the client, and what the functions' own schemas and results say it is. */
interface Pairs {
  OrderStatus: [client.OrderStatus, OrderStatus];
  RefundState: [client.RefundState, RefundState];
  OrderEventType: [client.OrderEventType, event.OrderEventType];
  EventSource: [client.EventSource, Source];
  Money: [client.Money, Money];
  PaymentMethod: [client.PaymentMethod, (typeof content.PAYMENT_METHODS)[number]];
  AttemptStatus: [client.AttemptStatus, z.output<typeof attemptSchema>["status"]];
  AnomalyCode: [client.AnomalyCode, attempt.AnomalyCode];
  OrderItem: [client.OrderItem, z.input<typeof content.itemSchema>];
  OrderTotals: [client.OrderTotals, z.input<typeof content.totalsSchema>];
  OrderCustomer: [client.OrderCustomer, z.input<typeof content.customerSchema>];
  Address: [client.Address, z.input<typeof content.addressSchema>];
  LinkOptions: [client.LinkOptions, z.input<typeof content.linkOptionsSchema>];
  Attempt: [client.Attempt, Stored<z.output<typeof attemptSchema>>];
  OrderLink: [client.OrderLink, Stored<order.ShownLink>];
  OrderPayment: [client.OrderPayment, Stored<Kept & Omit<order.Derived, "status">>];
  Order: [
    client.Order,
    z.input<typeof content.contentSchema> &
      Stored<Pick<order.Order, "orderId" | "status" | "createdAt">> & { payment: client.OrderPayment },
  ];
  OrderEvent: [client.OrderEvent, Stored<event.OrderEvent>];
  OrderItemInput: [client.OrderItemInput, z.input<typeof itemInput>];
  OrderTotalsInput: [client.OrderTotalsInput, z.input<typeof totalsInput>];
  OrderContentInput: [client.OrderContentInput, z.input<typeof contentInput>];
  StoredOrderInput: [client.StoredOrderInput, z.input<typeof orderInput>];
  CreatePaymentLinkInput: [client.CreatePaymentLinkInput, client.OrderContentInput | client.StoredOrderInput];
  CancelPaymentLinkInput: [client.CancelPaymentLinkInput, z.input<typeof cancelInput>];
  RefreshOrderInput: [client.RefreshOrderInput, Pick<client.StoredOrderInput, "orderId">];
  RefundPaymentInput: [client.RefundPaymentInput, z.input<typeof refundInput>];
  CapturePaymentInput: [client.CapturePaymentInput, z.input<typeof captureInput>];
  ExtendPaymentLinkInput: [client.ExtendPaymentLinkInput, z.input<typeof extendInput>];
  SendPaymentLinkInput: [client.SendPaymentLinkInput, z.input<typeof sendInput>];
  ImportCheckoutInput: [client.ImportCheckoutInput, z.input<typeof importInput>];
  ResolveProblemInput: [client.ResolveProblemInput, z.input<typeof resolutionInput>];
  PaymentLink: [client.PaymentLink, Answer<typeof callables.createPaymentLink>];
  ExtendedPaymentLink: [client.ExtendedPaymentLink, Answer<typeof callables.extendPaymentLink>];
  SentPaymentLink: [client.SentPaymentLink, Answer<typeof callables.sendPaymentLink>];
  SavedDraft: [client.SavedDraft, Answer<typeof callables.saveDraftOrder>];
  RefreshedOrder: [client.RefreshedOrder, Answer<typeof callables.refreshOrder>];
  CancelledPaymentLink: [client.CancelledPaymentLink, Answer<typeof callables.cancelPaymentLink>];
  Refund: [client.Refund, Answer<typeof callables.refundPayment>];
  Capture: [client.Capture, Answer<typeof callables.capturePayment>];
  ImportedCheckout: [client.ImportedCheckout, Answer<typeof callables.importCheckout>];
  ResolvedProblem: [client.ResolvedProblem, Answer<typeof callables.resolveProblem>];
  Branch: [client.Branch, Branch];
  BranchList: [client.BranchList, Answer<typeof callables.listBranches>];
  AuditReport: [client.AuditReport, Answer<typeof callables.runAudit>];
}

/**
 * A type rebuilt from its members, so that it does not matter how it was composed. A branded id is text to a caller, and
 * an optional field may be undefined.
 */
type Plain<T> = T extends string
  ? string extends T
    ? string
    : T extends `${infer Literal}`
      ? Literal
      : string
  : T extends Timestamp
    ? T
    : T extends readonly (infer Element)[]
      ? number extends T["length"]
        ? Plain<Element>[]
        : { readonly [Key in keyof T]: Plain<T[Key]> }
      : T extends object
        ? {
            [Key in keyof T as Plain<Key> & PropertyKey]:
              | Plain<T[Key]>
              | (object extends Pick<T, Key> ? undefined : never);
          }
        : T;

type IsSame<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

type Differing = {
  [Name in keyof Pairs]: IsSame<Plain<Pairs[Name][0]>, Plain<Pairs[Name][1]>> extends true ? never : Name;
}[keyof Pairs];

/** Names the types that differ when it does not compile. */
export const differences: Record<Differing, never> = {};
