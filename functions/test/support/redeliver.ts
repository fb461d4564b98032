import type { Timestamp } from "firebase-admin/firestore";
import { touchEvent } from "./cloud-event.js";
import { environment } from "./environment.js";
import { firestore } from "./firestore.js";
import { postEvent } from "./post-event.js";

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
  postEvent("onCheckoutTouched", touchEvent(environment.project, checkoutId, content, touchedAt));
