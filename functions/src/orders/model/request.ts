import * as z from "zod";
import { type Instant, isDue } from "../../shared/instant.js";
import { instantSchema, moneySchema } from "./attempt.js";

/**
 * A request for a link that the vendor may have: one that is being sent by the caller who holds its lease, or one that
 * was never answered.
 */
export const linkRequestSchema = z.object({
  requestId: z.string(),
  attempt: z.number().int().positive(),
  /** What it asks for: under the same id, the vendor is never asked for anything else. */
  amount: moneySchema,
  /** Minutes of validity. */
  expiresIn: z.number().int().positive(),
  sendSms: z.boolean(),
  sendEmail: z.boolean(),
  /** Who may send it, and for how long; null: nobody does. */
  lease: z.object({ id: z.string(), until: instantSchema }).nullable(),
  /** When the sweep searches the vendor for it; null: no longer by itself, but always before its id is sent again. */
  searchAt: instantSchema.nullable(),
});
export type LinkRequest = z.infer<typeof linkRequestSchema>;

type Requesting = { requests: readonly LinkRequest[] };

/** The request that somebody has a lease of; at most one of an order has. */
export const leasedRequest = ({ requests }: Requesting): LinkRequest | null =>
  requests.find(({ lease }) => lease !== null) ?? null;

/** Whether the vendor may have a link of this order that is not recorded with it. */
export const awaitsLink = ({ requests }: Requesting): boolean => requests.length > 0;

/** The requests once it is known how one of them stands; null: nothing more can come of it. */
export function withRequest(
  { requests }: Requesting,
  requestId: string,
  request: LinkRequest | null,
): LinkRequest[] {
  const others = requests.filter((one) => one.requestId !== requestId);
  return request === null ? others : [...others, request];
}

/** The requests that are to be searched for at `now`, an abandoned one first; none while somebody holds a lease. */
export function dueRequests({ requests }: Requesting, now: Instant): LinkRequest[] {
  const leased = leasedRequest({ requests });
  if (leased?.lease && !isDue(leased.lease.until, now)) return [];
  const due = requests.filter(({ searchAt }) => isDue(searchAt, now));
  return due.sort((a, b) => Number(b.lease !== null) - Number(a.lease !== null));
}

/**
 * Schedules a search for the pending requests now; null while somebody holds a lease: that call
 * finds the link, or leaves its lease to expire.
 */
export function searchAtOnce(order: Requesting, now: Instant): { requests: LinkRequest[] } | null {
  if (order.requests.length === 0 || leasedRequest(order)) return null;
  return { requests: order.requests.map((one) => ({ ...one, searchAt: now })) };
}
