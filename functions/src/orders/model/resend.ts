import { createHash } from "node:crypto";
import * as z from "zod";
import { type Instant, instantSchema, millisecondsBetween } from "../../shared/instant.js";
import type { Attempt } from "./attempt.js";

/** The last request to send a link. The first link with a number above `after` fulfils it. */
export const resendSchema = z.object({
  after: z.number().int().nonnegative(),
  sms: z.boolean(),
  email: z.boolean(),
  contact: z.string(),
  at: instantSchema,
});
export type Resend = z.infer<typeof resendSchema>;

type Contact = { phone?: string | undefined; email?: string | undefined };

/** Short digest of whom a link is sent to, too short to identify one. */
export const contactMark = (
  customer: Contact | undefined,
  { sms, email }: Pick<Resend, "sms" | "email">,
): string =>
  createHash("sha256")
    .update(JSON.stringify([(sms && customer?.phone) || null, (email && customer?.email) || null]))
    .digest("hex")
    .slice(0, 6);

/** Whether whom the resend named is whom a link would be sent to. */
export const isFor = (resend: Resend, customer: Contact | undefined): boolean =>
  contactMark(customer, resend) === resend.contact;

/** A link this much younger than asked for still answers a repeated call; ms. */
export const REPEAT_MS = 5 * 60_000;

export const isRecent = (then: Instant, now: Instant): boolean => millisecondsBetween(then, now) < REPEAT_MS;

type Resending = { resend: Resend | null; attempts: Readonly<Record<string, Attempt>> };

/** Null once its link is made, or when its call has failed so long ago that nobody expects the link any more. */
export function pendingResend({ resend, attempts }: Resending, now: Instant): Resend | null {
  if (!resend || !isRecent(resend.at, now)) return null;
  return Object.values(attempts).every(({ attempt }) => attempt <= resend.after) ? resend : null;
}
