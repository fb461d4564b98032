import type { CheckoutId } from "../../checkouts/checkout-id.js";
import type { Source } from "../../checkouts/source.js";
import type { RemoteCheckout } from "../../pointcheckout/responses.js";
import type { Instant } from "../../shared/instant.js";

/** What get-checkout answered, and when (Firestore's clock, taken just before the call). */
export type Observation = {
  checkoutId: CheckoutId;
  remote: RemoteCheckout;
  observedAt: Instant;
  source: Source;
};
