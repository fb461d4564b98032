import { initializeApp } from "firebase-admin/app";
import { FieldValue, getFirestore } from "firebase-admin/firestore";
import { onCustomEventPublished } from "firebase-functions/v2/eventarc";

initializeApp();

/** Another service of the merchant's: notes under an event's id what it was told, and how often. */
export const noteCancellation = onCustomEventPublished("pointcheckout.order.cancelled", async (event) => {
  const { id, type, subject, source, time, data } = event;
  const document = getFirestore().collection("received").doc(encodeURIComponent(id));
  const deliveries = FieldValue.increment(1);
  await document.set({ type, subject, source, time, data, deliveries }, { merge: true });
});
