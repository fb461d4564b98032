import type * as z from "zod";

import type { CheckoutId } from "../checkouts/checkout-id.js";
import { PointCheckoutError } from "./errors.js";
import { type Call, createSender, type Endpoint } from "./http.js";
import type { PaymentId } from "./payment-id.js";
import type { ProviderStatus } from "./provider-status.js";
import { type CreateLinkRequest, type RefundRequest, toCreateLinkBody, toRefundQuery } from "./requests.js";
import {
  type Branch,
  branchesSchema,
  branchSchema,
  type CreatedLink,
  cancelledCheckoutSchema,
  confirmedSchema,
  createdLinkSchema,
  type ListingPage,
  listingPageSchema,
  type RemoteCheckout,
  type RemotePayment,
  remoteCheckoutSchema,
  remotePaymentSchema,
  type SearchPage,
  searchPageSchema,
} from "./responses.js";
import { retryRead } from "./retry.js";

export interface PointCheckoutClientOptions extends Endpoint {
  /** For one request, from the name look-up to the last byte, in milliseconds; 10 000 if absent. */
  timeoutMs?: number | undefined;
  /** For a read with all its attempts, in milliseconds; 20 000 if absent. */
  readDeadlineMs?: number | undefined;
  /** The first pause between two attempts of a read, in milliseconds; 150 to 300, chosen at random, if absent. */
  readBackoffMs?: number | undefined;
}

/** What a search may be narrowed by; the conditions are joined with "and". @see vendor API: Read */
export interface CheckoutFilter {
  type?: "QR" | "WEB" | "MOBILE" | "LINK" | "TERMINAL" | undefined;
  requestId?: string | undefined;
  orderId?: string | undefined;
  /** Any of these. */
  status?: readonly ProviderStatus[] | undefined;
  customerReference?: string | undefined;
  customerEmail?: string | undefined;
  customerPhone?: string | undefined;
  afterId?: CheckoutId | undefined;
  /** `yyyy-mm-dd HH:MM:SS`; in which zone the vendor reads it is unknown. */
  afterTimestamp?: string | undefined;
  /** From 0. */
  page?: number | undefined;
  /** The vendor's default is 20, its maximum unknown. */
  size?: number | undefined;
}

/**
 * The vendor's API, a method per endpoint. Every method throws `PointCheckoutError`; a read has then been attempted
 * up to three times, anything else exactly once.
 */
export interface PointCheckoutClient {
  /**
   * Creates a payment link. If the error is `ambiguous`, the link may exist nevertheless: search for its request id.
   *
   * @throws {RangeError} if the request cannot be written down exactly
   * @see vendor API: Create payment link checkout
   */
  createLink(request: CreateLinkRequest): Promise<CreatedLink>;
  /**
   * Reads a checkout. It is handed over even if it carries an id other than the one asked for; an unknown id is
   * `rejected`.
   *
   * @see vendor API: Read
   */
  getCheckout(id: CheckoutId): Promise<RemoteCheckout>;
  /**
   * Reads one page of the checkouts that meet the filter.
   *
   * @throws {RangeError} if a condition is empty: the vendor would ignore it and answer with everybody's checkouts
   * @see vendor API: Read
   */
  searchCheckouts(filter: CheckoutFilter): Promise<SearchPage>;
  /**
   * Like `searchCheckouts`, for looking through many: what is not in the promised form is counted and left out. Its
   * absence must not be taken for "there is none".
   *
   * @throws {RangeError} if a condition is empty
   * @see vendor API: Read
   */
  listCheckouts(filter: CheckoutFilter): Promise<ListingPage>;
  /**
   * Cancels a checkout. Null if the vendor confirmed it without saying what became of the checkout.
   *
   * @see vendor API: Act
   */
  cancelCheckout(id: CheckoutId): Promise<RemoteCheckout | null>;
  /**
   * Gives back money of a checkout; what was refunded is read with `getCheckout`. If the error is `ambiguous`, the money
   * may have moved: read before anything is sent again.
   *
   * @throws {RangeError} if the amount is not a safe integer above 0
   * @see vendor API: Act
   */
  refundCheckout(id: CheckoutId, refund: RefundRequest): Promise<void>;
  /**
   * Captures an authorized payment. If the error is `ambiguous`, it may have been captured: read before anything is
   * sent again.
   *
   * @see vendor API: Act
   */
  capturePayment(id: PaymentId): Promise<void>;
  /** Reads a payment. @see vendor API: Act */
  getPayment(id: PaymentId): Promise<RemotePayment>;
  /** Reads all the merchant's branches, page by page. @see vendor API: Act */
  listBranches(): Promise<Branch[]>;
  /**
   * Reads one branch.
   *
   * @param id the digits of an int64
   * @throws {RangeError} if they are not
   * @see vendor API: Act
   */
  getBranch(id: string): Promise<Branch>;
}

/**
 * A client of one vendor account.
 *
 * @throws {TypeError} if the API URL or the header prefix is unusable; see `createSender`
 */
export function createPointCheckoutClient(options: PointCheckoutClientOptions): PointCheckoutClient {
  const send = createSender(options);
  const { timeoutMs = 10_000, readDeadlineMs = 20_000, readBackoffMs } = options;

  const read = <T>(
    operation: string,
    path: string,
    result: z.ZodType<T>,
    more: Pick<Call<T>, "query" | "mayBeList"> = {},
  ) =>
    retryRead(
      (remainingMs) =>
        send({
          method: "GET",
          operation,
          path,
          result,
          timeoutMs: Math.min(timeoutMs, remainingMs),
          ...more,
        }),
      { deadlineMs: readDeadlineMs, ...(readBackoffMs !== undefined && { backoffMs: readBackoffMs }) },
    );

  return {
    createLink: async (request) =>
      send({
        method: "POST",
        operation: "POST checkout/link",
        path: "checkout/link",
        body: toCreateLinkBody(request),
        result: createdLinkSchema,
        timeoutMs,
      }),
    getCheckout: async (id) =>
      read("GET checkout/{id}", `checkout/${encodeURIComponent(id)}`, remoteCheckoutSchema),
    searchCheckouts: async (filter) =>
      read("GET checkout", "checkout", searchPageSchema, { query: toQuery(filter) }),
    listCheckouts: async (filter) =>
      read("GET checkout", "checkout", listingPageSchema, { query: toQuery(filter) }),
    cancelCheckout: async (id) =>
      send({
        method: "POST",
        operation: "POST checkout/{id}/cancel",
        path: `checkout/${encodeURIComponent(id)}/cancel`,
        result: cancelledCheckoutSchema,
        timeoutMs,
      }),
    refundCheckout: async (id, refund) =>
      send({
        method: "POST",
        operation: "POST checkout/{id}/refund",
        path: `checkout/${encodeURIComponent(id)}/refund`,
        query: toRefundQuery(refund),
        result: confirmedSchema,
        timeoutMs,
      }),
    capturePayment: async (id) =>
      send({
        method: "POST",
        operation: "POST payment/{id}/capture",
        path: `payment/${encodeURIComponent(id)}/capture`,
        result: confirmedSchema,
        timeoutMs,
      }),
    getPayment: async (id) =>
      read("GET payment/{id}", `payment/${encodeURIComponent(id)}`, remotePaymentSchema),
    listBranches: () =>
      readPages((page) => {
        const query = new URLSearchParams({ page: String(page), size: "100" });
        return read("GET branches", "branches", branchesSchema, { query, mayBeList: true });
      }),
    getBranch: async (id) => {
      if (!/^[0-9]{1,19}$/.test(id)) throw new RangeError("A branch id consists of digits");
      return read("GET branches/{id}", `branches/${id}`, branchSchema);
    },
  };
}

/** More branches than any merchant has: a vendor that shows new ones without end is left off. */
const MOST_BRANCH_PAGES = 50;

/** Reads pages until one shows no branch that is new: it is empty, refused as beyond the last, or the same again. */
async function readPages(readPage: (page: number) => Promise<Branch[]>): Promise<Branch[]> {
  const branches = new Map<string, Branch>();
  for (let page = 0; page < MOST_BRANCH_PAGES; page += 1) {
    const known = branches.size;
    const shown = await readPage(page).catch((error: unknown) => {
      if (page > 0 && error instanceof PointCheckoutError && error.kind === "rejected") return [];
      throw error;
    });
    for (const branch of shown) branches.set(branch.id, branch);
    if (branches.size === known) break;
  }
  return [...branches.values()];
}

function toQuery({ status, customerReference, customerEmail, customerPhone, ...rest }: CheckoutFilter) {
  const conditions = {
    ...rest,
    status: status?.join(","),
    "customer.reference": customerReference,
    "customer.email": customerEmail,
    "customer.phone": customerPhone,
  };
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(conditions)) {
    if (value === undefined) continue;
    if (value === "") throw new RangeError(`The search condition ${name} is empty`);
    query.set(name, String(value));
  }
  return query;
}
