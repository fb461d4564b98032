import type * as z from "zod";
import type { CheckoutId } from "../checkouts/checkout-id.js";
import { PointCheckoutError } from "./errors.js";
import type { Call, Endpoint } from "./http.js";
import type { PaymentId } from "./payment-id.js";
import type { ProviderStatus } from "./provider-status.js";
import { type CreateLinkRequest, type RefundRequest, toCreateLinkBody, toRefundQuery } from "./requests.js";
import {
  type Branch,
  branchesSchema,
  cancelledCheckoutSchema,
  confirmedSchema,
  createdLinkSchema,
  listingPageSchema,
  remoteCheckoutSchema,
  remotePaymentSchema,
  searchPageSchema,
} from "./responses.js";
import { retryRead } from "./retry.js";

export interface PointCheckoutClientOptions extends Endpoint {
  /** For a POST, or a read with all its attempts; ms. */
  timeoutMs: number;
  /** The first pause between two attempts of a read; ms, 150 to 300 at random if absent. */
  readBackoffMs?: number | undefined;
}

/** Conditions of a search, joined with "and". @see vendor API: Read */
export interface CheckoutFilter {
  type?: "QR" | "WEB" | "MOBILE" | "LINK" | "TERMINAL" | undefined;
  requestId?: string | undefined;
  orderId?: string | undefined;
  status?: readonly ProviderStatus[] | undefined;
  /** `yyyy-mm-dd HH:MM:SS`, in a zone that is unknown. */
  afterTimestamp?: string | undefined;
  /** From 0. */
  page?: number | undefined;
  /** The vendor's default is 20, its maximum unknown. */
  size?: number | undefined;
}

type More = Pick<Call<unknown>, "id" | "query" | "body" | "mayBeList">;

/**
 * The vendor's API, a method per endpoint. Every method throws `PointCheckoutError`; a read was then attempted up to three
 * times, anything else once. After an `ambiguous` error of a POST, read before anything is sent again.
 */
export function createPointCheckoutClient(options: PointCheckoutClientOptions) {
  const { timeoutMs, readBackoffMs } = options;
  const send = async <T>(call: Call<T>): Promise<T> => {
    // Loads the HTTP library only where the vendor is called.
    /* c8 ignore next -- tsx, which runs the specs, adds branches of its own to import() */
    const http = await import("./http.js");
    return http.send(options, call);
  };
  const read = <T>(template: string, result: z.ZodType<T>, more: More) =>
    retryRead((remainingMs) => send({ method: "GET", template, result, timeoutMs: remainingMs, ...more }), {
      deadlineMs: timeoutMs,
      backoffMs: readBackoffMs,
    });
  const post = <T>(template: string, result: z.ZodType<T>, more: More) =>
    send({ method: "POST", template, result, timeoutMs, ...more });

  return {
    /** If the error is `ambiguous`, the link may exist: search for its request id. @throws {RangeError} */
    createLink: async (request: CreateLinkRequest) =>
      post("checkout/link", createdLinkSchema, { body: toCreateLinkBody(request) }),
    /** May answer with another id than asked for; an unknown id is `rejected`. @see vendor API: Read */
    getCheckout: async (id: CheckoutId) => read("checkout/{id}", remoteCheckoutSchema, { id }),
    /** @throws {RangeError} if a condition is empty: the vendor would ignore it and answer with everybody's checkouts */
    searchCheckouts: async (filter: CheckoutFilter) =>
      read("checkout", searchPageSchema, { query: toQuery(filter) }),
    /** Like `searchCheckouts`, but counts and leaves out broken checkouts: an absent one may exist. */
    listCheckouts: async (filter: CheckoutFilter) =>
      read("checkout", listingPageSchema, { query: toQuery(filter) }),
    /** Null if the vendor confirmed it without a checkout. @see vendor API: Act */
    cancelCheckout: async (id: CheckoutId) => post("checkout/{id}/cancel", cancelledCheckoutSchema, { id }),
    /** @throws {RangeError} if the amount is not a safe integer above 0 @see vendor API: Act */
    refundCheckout: async (id: CheckoutId, refund: RefundRequest) =>
      post("checkout/{id}/refund", confirmedSchema, { id, query: toRefundQuery(refund) }),
    /** @see vendor API: Act */
    capturePayment: async (id: PaymentId) => post("payment/{id}/capture", confirmedSchema, { id }),
    /** @see vendor API: Act */
    getPayment: async (id: PaymentId) => read("payment/{id}", remotePaymentSchema, { id }),
    listBranches: () =>
      readPages((page) => {
        const query = new URLSearchParams({ page: String(page), size: "100" });
        return read("branches", branchesSchema, { query, mayBeList: true });
      }),
  };
}
export type PointCheckoutClient = ReturnType<typeof createPointCheckoutClient>;

/** More than any merchant has. */
const MOST_BRANCH_PAGES = 50;

/** Reads pages until one shows no new branch: it is empty, refused as beyond the last, or the same again. */
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

function toQuery({ status, ...rest }: CheckoutFilter) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...rest, status: status?.join(",") })) {
    if (value === undefined) continue;
    if (value === "") throw new RangeError(`The search condition ${name} is empty`);
    query.set(name, String(value));
  }
  return query;
}
