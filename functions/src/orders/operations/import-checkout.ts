import type { CheckoutStore } from "../../checkouts/checkout-store.js";
import type { RemoteCheckout } from "../../pointcheckout/responses.js";
import type { Instant } from "../../shared/instant.js";
import { currencyExponent, parseWireDecimal } from "../../shared/money.js";
import { orderIdSchema } from "../../shared/order-id.js";
import { type LinkSettings, refuseRedacted } from "../link/link-conditions.js";
import { recordLinks } from "../link/record-link.js";
import { EXPIRES_IN_MINUTES, type OrderContent } from "../model/content.js";
import { contentProblems } from "../model/content-rules.js";
import { type Order, requireOrder } from "../model/order.js";
import { OrderError, refuse } from "../model/order-error.js";
import { type Operator, operationFact } from "../model/order-event.js";
import { leasedRequest } from "../model/request.js";
import { amountOf, isSameAmount, toStored } from "../model/stored-content.js";
import type { ReconcileDependencies } from "../reconcile/reconcile.js";
import { changeOrder } from "../store/change-order.js";
import { newOrder } from "../store/order-document.js";
import type { OrderSnapshot, OrderWrite } from "../store/order-store.js";
import type { ImportInput } from "./operation-input.js";
import { readNow } from "./read-now.js";

type ImportDependencies = ReconcileDependencies & {
  checkouts: Pick<CheckoutStore, "read">;
  settings: ImportSettings;
};

/** Safe to repeat. @throws OrderError `not-found`, `unavailable`, and as {@link planImport} */
export async function importCheckout(
  deps: ImportDependencies,
  { checkoutId }: ImportInput,
  operator: Operator,
) {
  const { orders, checkouts, pointcheckout, settings, log } = deps;
  const read = () =>
    readNow(
      () => pointcheckout.getCheckout(checkoutId),
      (cause) => new OrderError("not-found", "PointCheckout does not know this checkout.", { cause }),
    );
  const orderId = importedOrderId(await read());
  const known = await checkouts.read(checkoutId);
  if (known && known.orderId !== orderId) {
    throw refuse(`This checkout belongs to order ${known.orderId} here. It is not imported.`, "orderId");
  }
  const before = await orders.read(orderId);
  // Read again: an observation must not be older than the read of the order.
  const remote = await read();
  const { after, isWritten } = await changeOrder(orders, before, (snapshot) =>
    planImport(snapshot, remote, before.readTime, settings, operator),
  );
  if (isWritten) log.info("checkout.imported", { orderId, checkoutId });
  const { status, problem } = requireOrder(after.order);
  return { orderId, checkoutId, status, problem };
}

type ImportSettings = Pick<LinkSettings, "isAllowedLink" | "livemode" | "maximumMinor">;

export function importedOrderId({ orderId }: RemoteCheckout): string {
  const parsed = orderIdSchema.safeParse(orderId);
  if (parsed.success) return parsed.data;
  throw refusal("orderId", "This checkout has no order id that an order can have here.");
}

/**
 * Adopts a checkout as the first attempt of a new order, or of a draft of the same amount. Null when the order has it
 * already. Pure.
 * The vendor returns neither description nor expiry: the order id describes a new order, and the link counts as valid
 * for the longest time, so that it does not expire here before it does at the vendor.
 * @param observedAt Firestore's clock just before the vendor was asked
 * @throws OrderError `failed-precondition` naming the obstacle; `aborted` while a link is made
 */
export function planImport(
  { orderId, order, readTime }: OrderSnapshot,
  remote: RemoteCheckout,
  observedAt: Instant,
  settings: ImportSettings,
  operator: Operator,
): OrderWrite | null {
  if (order && remote.id in order.attempts) return null;
  const content = contentOf(orderId, remote, settings);
  const stored = toStored(content);
  const before = order ?? newOrder(orderId, stored);
  refuseOrder(before, content);
  const { amount } = content;
  const requestId = remote.requestId ?? remote.id;
  const requested = { attempt: 1, requestId, amount, expiresIn: EXPIRES_IN_MINUTES.max };
  const found = { remotes: [remote], observedAt, adopted: true, pendingRequest: null };
  const { patch, ...recorded } = recordLinks(before, requested, found, settings);
  const created = { createdAt: before.createdAt ?? readTime, ...(order ? {} : { content: stored }) };
  const about = { checkoutId: remote.id, detail: requestId };
  return {
    ...recorded,
    patch: { ...created, ...patch },
    facts: [operationFact("operation.import", operator, about)],
  };
}

function contentOf(orderId: string, remote: RemoteCheckout, settings: ImportSettings): OrderContent {
  const { amount, currency } = remote;
  const exponent = currency === null ? undefined : currencyExponent(currency);
  if (currency === null || exponent === undefined)
    throw refusal("currency", "This checkout has no currency.");
  const minor = amount === null ? undefined : parseWireDecimal(amount, currency);
  if (minor === undefined) throw refusal("amount", "This checkout has no amount that fits its currency.");
  const content: OrderContent = {
    customerUid: null,
    description: orderId,
    amount: { minor, currency, exponent },
    linkOptions: { sendSms: false, sendEmail: false },
  };
  const [problem] = contentProblems(content, settings.maximumMinor);
  if (problem) throw refusal(problem.path, `This checkout's ${problem.path} ${problem.message}.`);
  return content;
}

function refuseOrder(order: Order, { amount }: OrderContent): void {
  refuseRedacted(order);
  const { orderId, status } = order;
  if (leasedRequest(order)) throw new OrderError("aborted", "This order's link is being made. Call again.");
  if (Object.keys(order.attempts).length > 0) {
    throw refusal("attempts", `Order ${orderId} is ${status} and has had another payment link.`);
  }
  if (order.requests.length > 0) {
    throw refusal("requests", `A lost link of order ${orderId} is still searched for, or may turn up.`);
  }
  const wanted = amountOf(order.content);
  if (wanted && wanted.currency !== amount.currency) {
    throw refusal("currency", `Order ${orderId} is in ${wanted.currency}, the checkout in another.`);
  }
  if (!isSameAmount(wanted, amount)) {
    throw refusal("amount", `Order ${orderId} is of another amount than the checkout.`);
  }
}

const refusal = (path: string, message: string) =>
  new OrderError("failed-precondition", `${message} It is not imported.`, { details: [{ path, message }] });
