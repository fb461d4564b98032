import { createHash } from "node:crypto";
import * as z from "zod";
import { type Attempt, instantSchema } from "./attempt.js";

/** The last request to send a link. The first link with a number above `after` fulfils it. */
export const resendSchema = z.object({
  after: z.number().int().nonnegative(),
  sms: z.boolean(),
  email: z.boolean(),
  contact: z.string(),
  at: instantSchema,
});
export type Resend = z.infer<typeof resendSchema>;

/** Short digest of a contact, too short to identify one. */
export const contactMark = (phone: string | null, email: string | null): string =>
  createHash("sha256")
    .update(JSON.stringify([phone, email]))
    .digest("hex")
    .slice(0, 6);

type Resending = { resend: Resend | null; attempts: Readonly<Record<string, Attempt>> };

export function pendingResend({ resend, attempts }: Resending): Resend | null {
  return resend && Object.values(attempts).every(({ attempt }) => attempt <= resend.after) ? resend : null;
}
