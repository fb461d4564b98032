import { FieldPath, FieldValue, Timestamp } from "firebase-admin/firestore";
import * as z from "zod";
import type { Problem } from "./content-rules.js";
import type { Instant } from "./instant.js";
import { type Order, orderSchema } from "./order.js";

/** A document in `orders/*` does not have the documented form (a merchant's backend may write drafts there). */
export class OrderUnreadableError extends Error {
  constructor(
    readonly orderId: string,
    readonly problems: readonly Problem[],
  ) {
    super(
      `orders/${orderId} is not readable: ${problems.map(({ path, message }) => `${path} ${message}`).join("; ")}`,
    );
    this.name = "OrderUnreadableError";
  }
}

/**
 * An order from its document.
 *
 * @throws OrderUnreadableError
 */
export function parseOrder(orderId: string, data: unknown): Order {
  const parsed = orderSchema.safeParse({ ...(data as object), orderId });
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => ({ path: path.join("."), message }));
  throw new OrderUnreadableError(orderId, problems);
}

/** A field to update; `undefined` removes it (a draft that no longer has items). */
export const toField = (path: string[], value: unknown): [FieldPath, unknown] => [
  new FieldPath(...path),
  value === undefined ? FieldValue.delete() : toFirestore(value),
];
export const toInstant = ({ seconds, nanoseconds }: Timestamp): Instant => ({ seconds, nanoseconds });
export const toTimestamp = ({ seconds, nanoseconds }: Instant): Timestamp =>
  new Timestamp(seconds, nanoseconds);

const instantShape = z.strictObject({ seconds: z.number(), nanoseconds: z.number() });

/** Instants become Timestamps; absent fields are left out. */
export function toFirestore(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toFirestore);
  if (typeof value !== "object" || value === null) return value;
  const instant = instantShape.safeParse(value);
  if (instant.success) return toTimestamp(instant.data);
  const entries = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(entries.map(([name, field]) => [name, toFirestore(field)]));
}
