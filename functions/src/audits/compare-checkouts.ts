import type { NewCheckout } from "../checkouts/checkout.js";
import type { CheckoutId } from "../checkouts/checkout-id.js";
import type { Attempt } from "../orders/model/attempt.js";
import { checkoutOf, type Order } from "../orders/model/order.js";
import { hasBeenPaid, isTerminalUnpaid } from "../orders/model/order-status.js";
import { amountOf, isSameAmount } from "../orders/model/stored-content.js";
import { askForSearch } from "../orders/store/change-order.js";
import type { OrderListing } from "../orders/store/order-store.js";
import type { ProviderStatus, RemoteCheckout } from "../pointcheckout/responses.js";
import { cleanText } from "../shared/foreign-text.js";
import type { Instant } from "../shared/instant.js";
import { orderIdSchema } from "../shared/order-id.js";
import { type Difference, type DifferenceKind, NEEDS_A_HUMAN } from "./audit.js";
import type { AuditDependencies } from "./audit-dependencies.js";
import { compareCheckout } from "./compare-checkout.js";

/** `touches`: attempts that differ. `foreign` counts another deployment's, which shares the vendor's account. */
type Compared = { differences: Difference[]; touches: NewCheckout[]; foreign: number };

/** Compares checkouts of the vendor's with our orders, many in one read. Writes only what asks for a search. */
export async function compareCheckouts(
  deps: AuditDependencies,
  remotes: readonly RemoteCheckout[],
  listedAt: Instant,
): Promise<Compared> {
  const orderOf = await readOrders(deps, remotes);
  const compared: Compared = { differences: [], touches: [], foreign: 0 };
  for (const remote of remotes) {
    const order = orderOf(remote);
    const known = order && checkoutOf(order, remote.id);
    const attempt = order?.attempts[remote.id];
    const found =
      order && attempt
        ? compareKnown(order, attempt, remote, listedAt)
        : await compareUnknown(deps, order, remote);
    if (found === "foreign") compared.foreign += 1;
    else if (found) compared.differences.push(found);
    if (found && known) compared.touches.push(known);
  }
  return compared;
}

function compareKnown(order: Order, attempt: Attempt, remote: RemoteCheckout, listedAt: Instant) {
  const kind =
    compareCheckout(order.orderId, attempt, remote, listedAt) ?? compareAmount(order, remote.id, attempt);
  if (kind === null) return null;
  const { status, totalRefundedMinor } = attempt;
  const action = NEEDS_A_HUMAN[kind] ? "reported" : "touched";
  return { ...describeListed(remote, order), kind, ours: { status, totalRefundedMinor }, action } as const;
}

function compareAmount(
  { content, keptPayments }: Order,
  checkoutId: CheckoutId,
  { status, amount, counts }: Attempt,
): DifferenceKind | null {
  const isDecided = counts === "accepted" || (counts === null && keptPayments.includes(checkoutId));
  const holdsMoney = hasBeenPaid(status) && status !== "REFUNDED";
  return holdsMoney && !isDecided && !isSameAmount(amount, amountOf(content)) ? "amount_differs" : null;
}

/** A checkout of no attempt: a link whose answer was lost, another deployment's, or a foreign one. */
async function compareUnknown(
  { orders, settings }: AuditDependencies,
  order: Order | undefined,
  remote: RemoteCheckout,
): Promise<Difference | "foreign" | null> {
  const unknown = { ...describeListed(remote, order), kind: "unknown_to_us", ours: null } as const;
  if (order && isAwaited(order, remote)) {
    await askForSearch(orders, order.orderId, "audit");
    return { ...unknown, action: "searched" };
  }
  const { requestIdPrefix } = settings;
  if (requestIdPrefix !== "" && remote.requestId?.startsWith(requestIdPrefix) === false) return "foreign";
  if (remote.status !== null && isOver(remote.status)) return null;
  return { ...unknown, action: "reported" };
}

/** Cancelled or refunded in the portal, as was to be done about it; should it be paid after all, it is reported. */
const isOver = (status: ProviderStatus): boolean => isTerminalUnpaid(status) || status === "REFUNDED";

const isAwaited = ({ requests }: Order, { requestId }: RemoteCheckout): boolean =>
  requests.some((request) => requestId === null || request.requestId === requestId);

const describeListed = (remote: RemoteCheckout, order: Order | undefined) => ({
  checkoutId: remote.id,
  orderId: order?.orderId ?? shown(remote.orderId),
  requestId: shown(remote.requestId),
  theirs: { status: remote.providerStatus, totalRefunded: remote.totalRefunded },
});

/** A foreign id may hold personal data, and no redaction reaches an audit. */
const shown = (id: string | null): string | null =>
  id === null || /^[\w.:@+=~-]{1,200}$/.test(id) ? id : cleanText(id);

/** The order that the vendor names, if it has the checkout as an attempt; else the order that our checkout names. */
async function readOrders({ orders, checkouts }: AuditDependencies, remotes: readonly RemoteCheckout[]) {
  const named = await readNamed(orders, remotes);
  const unclear = remotes.filter(({ id, orderId }) => !named.get(orderId ?? "")?.attempts[id]);
  const noted = await checkouts.readAll(unclear.map(({ id }) => id));
  const owners = await readNamed(orders, noted);
  const ownerOf = new Map(noted.map(({ checkoutId, orderId }) => [checkoutId, owners.get(orderId)]));
  return ({ id, orderId }: RemoteCheckout) => ownerOf.get(id) ?? named.get(orderId ?? "");
}

async function readNamed(orders: OrderListing, checkouts: readonly { orderId: string | null }[]) {
  // The vendor's order ids may be anything; only possible document ids are read.
  const ids = new Set(checkouts.flatMap(({ orderId }) => orderIdSchema.safeParse(orderId).data ?? []));
  const read = await orders.readAll([...ids]);
  return new Map(read.map((order) => [order.orderId, order]));
}
