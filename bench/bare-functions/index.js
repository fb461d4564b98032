import { initializeApp } from "firebase-admin/app";
import { getFirestore } from "firebase-admin/firestore";
import { onDocumentUpdated } from "firebase-functions/v2/firestore";
import { onRequest } from "firebase-functions/v2/https";

initializeApp();

/** The least that a trigger of this kind can do: one request to the vendor, one document written. */
export const bareTrigger = onDocumentUpdated("bareTouches/{id}", async ({ data, params }) => {
  const response = await fetch(data.after.get("url"), {
    headers: { "X-PointCheckout-Api-Key": "simulator-key", "X-PointCheckout-Api-Secret": "simulator-secret" },
  });
  const { result } = await response.json();
  await getFirestore().doc(`bareResults/${params.id}`).set({ status: result.status });
});

/** The least that a webhook can do: one document written. */
export const bareWrite = onRequest(async (request, response) => {
  await getFirestore().doc(`bareWrites/${request.body.id}`).set({ at: new Date().toISOString() });
  response.send("written");
});
