import { randomUUID } from "node:crypto";
import type { Timestamp } from "firebase-admin/firestore";
import type { DocumentEvent } from "./cloud-event.js";
import { firestore } from "./firestore.js";
import { documentName, postEvent } from "./post-event.js";

/**
 * Delivers a touch to `onCheckoutTouched` by hand, as Eventarc does again and at once where the emulator does neither.
 *
 * @param touchedAt the update's own time; the document's content is taken as it is now
 * @returns the HTTP status: 204 done, 500 thrown (to be delivered again)
 */
export async function redeliver(checkoutId: string, touchedAt: Timestamp): Promise<number> {
  const data = (await firestore.collection("checkouts").doc(checkoutId).get()).data();
  const orderId = String(data?.orderId);
  return deliver(checkoutId, { ...data, orderId, checkoutId, touchedBy: "webhook" }, touchedAt);
}

export const deliver = (checkoutId: string, content: object, touchedAt: Timestamp): Promise<number> =>
  postEvent("onCheckoutTouched", touchEvent(checkoutId, content, touchedAt));

export function touchEvent(checkoutId: string, content: object, touchedAt: Timestamp): DocumentEvent {
  const path = `checkouts/${checkoutId}`;
  const updateTime = exactly(touchedAt);
  const value = { name: documentName(path), fields: toFields(content), createTime: updateTime, updateTime };
  return { id: randomUUID(), change: "updated", path, time: updateTime, data: { value, oldValue: value } };
}

/** ISO 8601 to the nanosecond: a date would round a touch to a moment that it did not have. */
function exactly({ seconds, nanoseconds }: Timestamp): string {
  const [second] = new Date(seconds * 1000).toISOString().split(".");
  return `${second}.${String(nanoseconds).padStart(9, "0")}Z`;
}

function toFields(content: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(content).map(([name, value]) => {
      if (value === null || value === undefined) return [name, { nullValue: null }];
      return [name, { [typeof value === "number" ? "integerValue" : "stringValue"]: String(value) }];
    }),
  );
}
