import { call } from "./call.js";
import type {
  AuditReport,
  BranchList,
  CancelledPaymentLink,
  CancelPaymentLinkInput,
  Capture,
  CapturePaymentInput,
  CreatePaymentLinkInput,
  ExtendedPaymentLink,
  ExtendPaymentLinkInput,
  ImportCheckoutInput,
  ImportedCheckout,
  OrderContentInput,
  PaymentLink,
  RefreshedOrder,
  RefreshOrderInput,
  Refund,
  RefundPaymentInput,
  ResolvedProblem,
  ResolveProblemInput,
  SavedDraft,
  SendPaymentLinkInput,
  SentPaymentLink,
} from "./callable-types.js";
import type { Connection } from "./connection.js";

/**
 * Gives an order its one live payment link: the present one, or a new one. Safe to repeat, and to call by many at once.
 * Staff give the order's content, or the id of a stored order; a customer gives the id of their own.
 *
 * @throws PointCheckoutError `invalid-argument` (see its `fields`), `permission-denied`, `not-found`, `already-exists`
 * when the order is paid or has other content, `failed-precondition`, `aborted` and `unavailable` (call again),
 * `resource-exhausted` (see its `retryAfterSeconds`)
 */
export const createPaymentLink = (
  connection: Connection,
  input: CreatePaymentLinkInput,
): Promise<PaymentLink> => call(connection, "createPaymentLink", input);

/**
 * Stores an order's content without making a link. Its customer (`customerUid`) can pay it later by
 * {@link createPaymentLink}. Staff only.
 *
 * @throws PointCheckoutError `invalid-argument` (see its `fields`), `permission-denied`, `already-exists` when the order
 * is paid or being paid, or has a live link for this amount, `failed-precondition`
 */
export const saveDraftOrder = (connection: Connection, input: OrderContentInput): Promise<SavedDraft> =>
  call(connection, "saveDraftOrder", input);

/**
 * Has an order looked up at the vendor at once, for somebody who will not wait; at most ten seconds. For staff, and for
 * the order's own customer. `isFresh` is false when the vendor could not be read in time.
 *
 * @throws PointCheckoutError `not-found` (also of somebody else's order), `resource-exhausted`
 */
export const refreshOrder = (connection: Connection, input: RefreshOrderInput): Promise<RefreshedOrder> =>
  call(connection, "refreshOrder", input);

/**
 * Takes an order's present payment link back, open or authorized. Staff only. Safe to repeat.
 *
 * @throws PointCheckoutError `permission-denied`, `not-found`, `failed-precondition` when the order has been paid, has no
 * link, or the vendor refused (the message says which status it has), `aborted` and `unavailable` (call again)
 */
export const cancelPaymentLink = (
  connection: Connection,
  input: CancelPaymentLinkInput,
): Promise<CancelledPaymentLink> => call(connection, "cancelPaymentLink", input);

/**
 * Gives a customer's money back, in full (without `amount`) or in part, once under one `referenceId`: choose it before
 * the first call, and repeat a call whose answer was lost with the same one. For administrators, and for staff up to the
 * deployment's limit.
 *
 * @param input `amount` is a decimal in major units of the order's currency: `"12.50"`
 * @throws PointCheckoutError `invalid-argument` (see its `fields`), `permission-denied`, `not-found`,
 * `failed-precondition`, `already-exists` when the reference stands for another refund, `aborted`, `unavailable`
 */
export const refundPayment = (connection: Connection, input: RefundPaymentInput): Promise<Refund> =>
  call(connection, "refundPayment", input);

/**
 * Takes the money of an order whose payment is authorized. Staff only. Safe to repeat.
 *
 * @throws PointCheckoutError `permission-denied`, `not-found`, `failed-precondition` (also when the payment's id has to
 * be given: the message says where to find it), `unavailable`
 */
export const capturePayment = (connection: Connection, input: CapturePaymentInput): Promise<Capture> =>
  call(connection, "capturePayment", input);

/**
 * Replaces an order's payment link by one that is valid for longer. Staff only.
 *
 * @param input `expiresIn` is in minutes, see {@link EXPIRES_IN_MINUTES}
 * @throws PointCheckoutError as {@link createPaymentLink}
 */
export const extendPaymentLink = (
  connection: Connection,
  input: ExtendPaymentLinkInput,
): Promise<ExtendedPaymentLink> => call(connection, "extendPaymentLink", input);

/**
 * Has the vendor send an order's link by SMS, e-mail or both: by a new link, because the vendor sends a link only when it
 * makes it. The answer names the old one in `replaced`: nobody can pay by that any more. Staff only. Safe to repeat: within
 * five minutes the same call gives the same link, and nothing is sent twice.
 *
 * @param input `sms` and `email`: `true` for the contact that is stored with the order, or the corrected one
 * @throws PointCheckoutError as {@link createPaymentLink}
 */
export const sendPaymentLink = (
  connection: Connection,
  input: SendPaymentLinkInput,
): Promise<SentPaymentLink> => call(connection, "sendPaymentLink", input);

/**
 * Adopts a link that was made in the vendor's portal as an order. Staff only. Safe to repeat.
 *
 * @throws PointCheckoutError `permission-denied`, `not-found` when the vendor does not know it, `failed-precondition`,
 * `unavailable`
 */
export const importCheckout = (
  connection: Connection,
  input: ImportCheckoutInput,
): Promise<ImportedCheckout> => call(connection, "importCheckout", input);

/**
 * Decides a problem of an order that is left to a human. Administrators only. Safe to repeat.
 *
 * @throws PointCheckoutError `invalid-argument` when the order has several problems and none is named,
 * `permission-denied`, `not-found`, `failed-precondition` when the decision does not settle this problem, `unavailable`
 */
export const resolveProblem = (
  connection: Connection,
  input: ResolveProblemInput,
): Promise<ResolvedProblem> => call(connection, "resolveProblem", input);

/**
 * Lists the merchant's branches, for a form that offers them as `branchId`. Staff only. An answer may be five minutes
 * old.
 *
 * @throws PointCheckoutError `permission-denied`, `failed-precondition`, `unavailable`
 */
export const listBranches = (connection: Connection): Promise<BranchList> =>
  call(connection, "listBranches", {});

/**
 * Compares all orders with the vendor's checkouts at once. Staff only. While the answer's `state` is `running`, call
 * again.
 *
 * @throws PointCheckoutError `permission-denied`, `failed-precondition`, `aborted`
 */
export const runAudit = (connection: Connection): Promise<AuditReport> => call(connection, "runAudit", {});
