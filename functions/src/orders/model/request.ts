import * as z from "zod";
import { type Instant, instantSchema, isDue } from "../../shared/instant.js";
import { moneySchema } from "../../shared/money.js";

/** A request for a link that the vendor may have: it is being sent under its lease, or was never answered. */
export const linkRequestSchema = z.object({
  requestId: z.string(),
  attempt: z.number().int().positive(),
  /** The vendor is never asked for another amount under the same id. */
  amount: moneySchema,
  /** Minutes of validity. */
  expiresIn: z.number().int().positive(),
  sendSms: z.boolean(),
  sendEmail: z.boolean(),
  /** The right to send it; null: nobody is sending it. */
  lease: z.object({ id: z.string(), until: instantSchema }).nullable(),
  /** When the sweep searches the vendor for it; null: only before its id is sent again. */
  searchAt: instantSchema.nullable(),
  /** The vendor has another order's link under its id. */
  isForeign: z.boolean().catch(false),
});
export type LinkRequest = z.infer<typeof linkRequestSchema>;

type Requesting = { requests: readonly LinkRequest[] };

export const leasedRequest = ({ requests }: Requesting): LinkRequest | null =>
  requests.find(({ lease }) => lease !== null) ?? null;

/** Replaces a request; null removes it. */
export function withRequest({ requests }: Requesting, requestId: string, request: LinkRequest | null) {
  const others = requests.filter((one) => one.requestId !== requestId);
  return request === null ? others : [...others, request];
}

/** The requests to search for at `now`, a crashed one first; none while somebody holds a lease. */
export function dueRequests({ requests }: Requesting, now: Instant): LinkRequest[] {
  const leased = leasedRequest({ requests });
  if (leased?.lease && !isDue(leased.lease.until, now)) return [];
  const due = requests.filter(({ searchAt }) => isDue(searchAt, now));
  return due.sort((a, b) => Number(b.lease !== null) - Number(a.lease !== null));
}

type Recorded = { attempts: Readonly<Record<string, { requestId: string }>> };

export const isRecorded = ({ attempts }: Recorded, requestId: string): boolean =>
  Object.values(attempts).some((attempt) => attempt.requestId === requestId);

/**
 * Schedules a search for the requests now; null while somebody holds a lease, because that call finds the link. A second
 * link under an id that has one is not hastened: the vendor's search may not show it yet, and it is searched for once.
 */
export function searchAtOnce(order: Requesting & Recorded, now: Instant): { requests: LinkRequest[] } | null {
  if (leasedRequest(order) || order.requests.every(({ requestId }) => isRecorded(order, requestId)))
    return null;
  const hasten = (one: LinkRequest) => (isRecorded(order, one.requestId) ? one : { ...one, searchAt: now });
  return { requests: order.requests.map(hasten) };
}
