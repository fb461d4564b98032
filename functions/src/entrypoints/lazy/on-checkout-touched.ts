import type { QueryDocumentSnapshot } from "firebase-admin/firestore";
import { checkoutSchema } from "../../checkouts/checkout.js";
import { SOURCES } from "../../checkouts/source.js";
import { connect, openStores } from "../../connections.js";
import { reconcile } from "../../orders/reconcile/reconcile.js";

export async function run({ data }: { data?: { after: QueryDocumentSnapshot } | undefined }) {
  if (!data) return;
  const { after } = data;
  const checkout = checkoutSchema.safeParse(after.data());
  if (!checkout.success) {
    // A redelivery would not help; correcting the document touches it again.
    openStores().log.error("checkout.unreadable", { checkoutId: after.id }, checkout.error);
    return;
  }
  const { orderId, checkoutId, touchedBy } = checkout.data;
  const source = SOURCES.find((one) => one === touchedBy) ?? "operator";
  await reconcile(connect(), { orderId, checkoutId, touchedAt: after.updateTime, touchedBy: source });
}
