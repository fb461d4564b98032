import { onDocumentUpdated } from "firebase-functions/v2/firestore";
import { checkoutSchema } from "../checkouts/checkout.js";
import { CHECKOUT_DOCUMENT } from "../checkouts/checkout-store.js";
import { functionOptions, secrets } from "../config.js";
import { connect, openStores } from "../connections.js";
import { withCleanErrors } from "../shared/reason.js";
import { SOURCES, type Source } from "./order-event.js";
import { reconcile } from "./reconcile.js";

/**
 * Fires when a checkout is touched, never when it is created, and writes no checkout itself. Delivered at least once:
 * what could not be stored is thrown, and Eventarc delivers it again.
 */
export const onCheckoutTouched = onDocumentUpdated(
  { ...functionOptions(), document: CHECKOUT_DOCUMENT, secrets, retry: true },
  ({ data }) =>
    withCleanErrors(async () => {
      const after = data?.after;
      if (!after) return;
      const checkout = checkoutSchema.safeParse(after.data());
      if (!checkout.success) {
        // Delivered again it would be no better: whoever corrects the document touches it.
        openStores().log.error("checkout.unreadable", { checkoutId: after.id }, checkout.error);
        return;
      }
      const { orderId, checkoutId, touchedBy } = checkout.data;
      const source: Source = SOURCES.find((one) => one === touchedBy) ?? "operator";
      await reconcile(connect(), { orderId, checkoutId, touchedAt: after.updateTime, touchedBy: source });
    }),
);
