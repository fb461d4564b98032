import { initializeApp } from "firebase-admin/app";
import { getFirestore } from "firebase-admin/firestore";
import { onCall } from "firebase-functions/v2/https";

initializeApp();

/** The least that a callable with a database can do: one document read. */
export const bareCallable = onCall(async () => {
  const { exists } = await getFirestore().doc("bareReads/none").get();
  return { exists };
});
