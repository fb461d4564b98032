import {
  CHECKOUT_STATUSES,
  CHECKOUT_TYPES,
  type Change,
  type Checkout,
  type CheckoutStatus,
  type CheckoutType,
} from "./checkout.js";
import { Refusal } from "./refusal.js";

export interface CheckoutSearch {
  readonly type?: CheckoutType | undefined;
  readonly requestId?: string | undefined;
  readonly orderId?: string | undefined;
  readonly statuses?: readonly CheckoutStatus[] | undefined;
  readonly customerReference?: string | undefined;
  readonly customerEmail?: string | undefined;
  readonly customerPhone?: string | undefined;
  readonly afterId?: bigint | undefined;
  /** Milliseconds since the epoch. */
  readonly afterTime?: number | undefined;
  /** From 0. */
  readonly page: number;
  readonly size: number;
}

/** The simulator's own bound on a page; the vendor's is unknown. */
export const MAX_PAGE_SIZE = 100;

/**
 * Reads the query of a search. An empty parameter counts as absent.
 *
 * @throws {Refusal} naming the parameter that cannot be read
 */
export function readSearch(query: URLSearchParams): CheckoutSearch {
  const given = (name: string) => query.get(name) || undefined;
  return {
    type: typeOf(given("type")),
    requestId: given("requestId"),
    orderId: given("orderId"),
    statuses: given("status")?.split(",").map(statusOf),
    customerReference: given("customer.reference"),
    customerEmail: given("customer.email"),
    customerPhone: given("customer.phone"),
    afterId: idOf(given("afterId")),
    afterTime: timeOf(given("afterTimestamp")),
    ...readPaging(query),
  };
}

/** @throws {Refusal} naming the parameter that cannot be read */
export function readPaging(query: URLSearchParams): { readonly page: number; readonly size: number } {
  const given = (name: string) => query.get(name) || undefined;
  return {
    page: wholeNumber("page", given("page"), 0, 0),
    size: Math.min(wholeNumber("size", given("size"), 20, 1), MAX_PAGE_SIZE),
  };
}

/** @throws {Refusal} when there is no such type */
export function typeOf(name: string | undefined): CheckoutType | undefined {
  if (name === undefined) return undefined;
  const type = CHECKOUT_TYPES.find((known) => known === name);
  if (type !== undefined) return type;
  throw new Refusal(`type must be one of ${CHECKOUT_TYPES.join(", ")}.`, "type");
}

function statusOf(name: string): CheckoutStatus {
  const status = CHECKOUT_STATUSES.find((known) => known === name.trim());
  if (status !== undefined) return status;
  throw new Refusal("status must list statuses in upper case, separated by commas.", "status");
}

function idOf(text: string | undefined): bigint | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,19}$/.test(text)) return BigInt(text);
  throw new Refusal("afterId must be a checkout id.", "afterId");
}

/** The vendor does not say in which zone the time is meant; here it is UTC. */
function timeOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const time = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text)
    ? Date.parse(`${text.replace(" ", "T")}Z`)
    : Number.NaN;
  if (!Number.isNaN(time)) return time;
  throw new Refusal("afterTimestamp must be written as yyyy-mm-dd HH:MM:SS.", "afterTimestamp");
}

function wholeNumber(name: string, text: string | undefined, absent: number, least: number): number {
  if (text === undefined) return absent;
  const number = /^\d{1,9}$/.test(text) ? Number(text) : -1;
  if (number >= least) return number;
  throw new Refusal(`${name} must be a whole number of at least ${least}.`, name);
}

/** Whether a checkout is among those looked for, `state` being what counts as true of it. */
export function isFound(checkout: Checkout, state: Change, search: CheckoutSearch): boolean {
  const { order } = checkout;
  return (
    matches(search.type, checkout.type) &&
    matches(search.requestId, order.requestId) &&
    matches(search.orderId, order.orderId) &&
    matches(search.customerReference, order.customer?.reference) &&
    matches(search.customerEmail?.toLowerCase(), order.customer?.email?.toLowerCase()) &&
    matches(search.customerPhone, order.customer?.phone) &&
    (search.statuses === undefined || search.statuses.includes(state.status)) &&
    (search.afterId === undefined || BigInt(checkout.id) > search.afterId) &&
    (search.afterTime === undefined || checkout.createdAt > search.afterTime)
  );
}

function matches(wanted: string | undefined, actual: string | null | undefined): boolean {
  return wanted === undefined || wanted === actual;
}
