import { isDeepStrictEqual } from "node:util";
import { FieldPath, FieldValue, Timestamp } from "firebase-admin/firestore";
import * as z from "zod";
import { earliest, type Instant, instantSchema } from "../../shared/instant.js";
import { isPaying, readableOrNull } from "../model/attempt.js";
import { type Derived, type Order, type OrderPatch, paymentSchema } from "../model/order.js";
import { isRefundable } from "../model/order-status.js";
import { fieldAt, type InputProblem, inputMessage, listProblems } from "../model/parse-by-schema.js";
import { CONTENT_FIELDS, toStored } from "../model/stored-content.js";
import { derive } from "../transition/derive.js";

/** The document does not show which links the order has. */
export class OrderUnreadableError extends Error {
  override readonly name = "OrderUnreadableError";

  constructor(
    readonly orderId: string,
    readonly problems: readonly InputProblem[],
  ) {
    super(`orders/${orderId} is not readable: ${listProblems(problems)}`);
  }
}

const documentSchema = z.object({ payment: paymentSchema, createdAt: readableOrNull(instantSchema) });

/** Reads the payment, derives what follows from it, and takes the content as it is. @throws OrderUnreadableError */
export function parseOrder(orderId: string, data: unknown): Order {
  const fields = data as Record<string, unknown>;
  const given = { ...fields, payment: fields.payment ?? {} };
  const parsed = documentSchema.safeParse(given, { error: inputMessage });
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => ({ path: path.join("."), message }));
    throw new OrderUnreadableError(orderId, problems);
  }
  const { payment, createdAt } = parsed.data;
  return withDerived({ ...payment, orderId, createdAt, content: toStored(fields) });
}

export const newOrder = (orderId: string, content = toStored({})): Order =>
  withDerived({ ...paymentSchema.parse({}), orderId, createdAt: null, content });

function withDerived(order: Omit<Order, keyof Derived>): Order {
  const reported = Object.values(order.attempts).filter((one) => isPaying(one) && isRefundable(one.status));
  // Somebody may have overwritten `paidAt`; without this, `order.paid` would be written a second time.
  const paidAt = order.paidAt ?? earliest(reported.map((attempt) => attempt.paidAt));
  return { ...order, ...derive(order), paidAt };
}

/** The document of a new order; `toFirestore` leaves out what is undefined. */
export function wholeDocument(order: Order): Record<string, unknown> {
  const { orderId, status, createdAt, content, ...payment } = order;
  const attempts = Object.keys(payment.attempts).length > 0 ? payment.attempts : undefined;
  return { orderId, status, createdAt, ...content, payment: { ...payment, attempts } };
}

type Field = [path: string[], value: unknown];

/** The fields that a change writes; `undefined` removes one. */
export function changedFields(after: Order, patch: OrderPatch): Field[] {
  const { attempts = {}, content, createdAt, ...payment } = patch;
  const { problem, nextCheckAt, link, paid, refunded, cashAmount, method, paidAt } = after;
  const derived = { problem, nextCheckAt, link, paid, refunded, cashAmount, method, paidAt };
  // A query finds only fields that exist, and a backend's draft lacks these.
  const kept = { eventCount: after.eventCount, redactedAt: after.redactedAt };
  const changed = Object.entries({ ...payment, ...derived, ...kept });
  const fields: Field[] = [
    [["orderId"], after.orderId],
    [["status"], after.status],
    ...changed.map(([name, value]): Field => [["payment", name], value]),
    ...Object.entries(attempts).map(([id, attempt]): Field => [["payment", "attempts", id], attempt]),
  ];
  if (createdAt !== undefined) fields.push([["createdAt"], createdAt]);
  if (content) fields.push(...CONTENT_FIELDS.map((name): Field => [[name], content[name]]));
  return fields;
}

/**
 * Whether somebody has overwritten what a commit would write of an order with links anew.
 * @param asStored what a field is in the store: the specs' store keeps Instants
 */
export const isOverwritten = (order: Order, data: unknown, asStored = toFirestore): boolean =>
  Object.keys(order.attempts).length > 0 &&
  changedFields(order, {}).some(([path, value]) => !isDeepStrictEqual(fieldAt(data, path), asStored(value)));

export const toField = (path: string[], value: unknown): [FieldPath, unknown] => [
  new FieldPath(...path),
  value === undefined ? FieldValue.delete() : toFirestore(value),
];
export const toInstant = ({ seconds, nanoseconds }: Timestamp): Instant => ({ seconds, nanoseconds });
export const toTimestamp = ({ seconds, nanoseconds }: Instant): Timestamp =>
  new Timestamp(seconds, nanoseconds);

const instantShape = z.strictObject({ seconds: z.number(), nanoseconds: z.number() });

/** Instants become Timestamps; undefined fields are left out. */
export function toFirestore(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toFirestore);
  if (typeof value !== "object" || value === null) return value;
  const instant = instantShape.safeParse(value);
  if (instant.success) return toTimestamp(instant.data);
  const entries = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(entries.map(([name, field]) => [name, toFirestore(field)]));
}
