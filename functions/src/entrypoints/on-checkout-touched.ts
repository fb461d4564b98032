import { onDocumentUpdated } from "firebase-functions/v2/firestore";
import { CHECKOUT_DOCUMENT } from "../checkouts/checkout-document.js";
import { database, functionOptions, secrets } from "../parameters.js";

/**
 * Fires when a checkout is touched, not when it is created. Writes no checkout. An error makes Eventarc deliver the
 * touch again.
 */
export const onCheckoutTouched = onDocumentUpdated(
  { ...functionOptions(), database, document: CHECKOUT_DOCUMENT, secrets, retry: true },
  async ({ data }) => (await import("./lazy/on-checkout-touched.js")).reconcileTouched(data?.after),
);
