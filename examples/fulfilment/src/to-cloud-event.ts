import type { CloudEvent } from "firebase-admin/eventarc";
import { type DocumentSnapshot, Timestamp } from "firebase-admin/firestore";
import { shownOrderId } from "./order-event.js";

/** Begins the type of every published event: `pointcheckout.order.paid`. */
const TYPE_PREFIX = "pointcheckout.";

/**
 * An order's event as a CloudEvent. Its id is the event's path, which stays the same however often it is published:
 * whoever receives it drops what came before.
 *
 * @param document `orders/{orderId}/events/{eventId}`
 * @param delivered the CloudEvent in which Firestore delivered it
 */
export function toCloudEvent(
  document: DocumentSnapshot,
  delivered: { source: string; time: string },
): CloudEvent {
  const { path, parent } = document.ref;
  const fields = document.data() ?? {};
  return {
    id: path,
    type: `${TYPE_PREFIX}${fields.type}`,
    source: delivered.source,
    subject: parent.parent?.path ?? path,
    // The Admin SDK takes milliseconds and nothing finer; Firestore says microseconds.
    time: new Date(delivered.time).toISOString(),
    datacontenttype: "application/json",
    data: { orderId: shownOrderId(parent.parent?.id ?? ""), eventId: document.id, ...toJson(fields) },
  };
}

/** Firestore's times as ISO 8601 in UTC; everything else in an event is JSON already. */
function toJson(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      value instanceof Timestamp ? value.toDate().toISOString() : value,
    ]),
  );
}
