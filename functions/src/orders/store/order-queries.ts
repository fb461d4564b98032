import { FieldPath, type Firestore, type Query, Timestamp } from "firebase-admin/firestore";
import { PROVIDER_STATUSES } from "../../pointcheckout/responses.js";
import type { Instant } from "../../shared/instant.js";
import { isOpen } from "../model/order-status.js";
import { toTimestamp } from "./order-document.js";

export const ORDERS = "orders";
/** Firestore sorts orders without a `createdAt` before it. */
const EARLIEST = new Timestamp(0, 0);

/** From the oldest; the id decides between orders of the same moment. */
const byCreation = (orders: Query, from: Timestamp, to: Instant): Query =>
  orders.orderBy("createdAt").orderBy(FieldPath.documentId()).startAt(from).endAt(toTimestamp(to));

/** `firestore.indexes.json` is tested against this list. */
export const orderQueries = {
  due: (firestore: Firestore, now: Instant): Query =>
    firestore
      .collection(ORDERS)
      .where("payment.nextCheckAt", "<=", toTimestamp(now))
      .orderBy("payment.nextCheckAt"),
  open: (firestore: Firestore): Query =>
    firestore.collection(ORDERS).where("status", "in", PROVIDER_STATUSES.filter(isOpen)),
  createdBetween: (firestore: Firestore, from: Instant, to: Instant): Query =>
    byCreation(firestore.collection(ORDERS), toTimestamp(from), to),
  // Redacted orders leave the query.
  notRedacted: (firestore: Firestore, until: Instant): Query =>
    byCreation(firestore.collection(ORDERS).where("payment.redactedAt", "==", null), EARLIEST, until),
};
