import type { CheckoutId } from "../checkouts/checkout-id.js";
import { changeOrder } from "../orders/change-order.js";
import { orderIdSchema } from "../orders/content.js";
import { addMilliseconds, type Instant, toIsoString } from "../orders/instant.js";
import type { Order } from "../orders/order.js";
import { awaitsLink, searchAtOnce } from "../orders/unanswered.js";
import type { CheckoutFilter } from "../pointcheckout/client.js";
import { PointCheckoutError } from "../pointcheckout/errors.js";
import type { ListingPage, RemoteCheckout } from "../pointcheckout/responses.js";
import {
  AUDIT_STEPS,
  type Audit,
  type Difference,
  type GapCode,
  NEEDS_A_HUMAN,
  type VendorStep,
} from "./audit.js";
import type { AuditWrite } from "./audit-store.js";
import { compareCheckout } from "./compare-checkout.js";
import type { AuditDependencies, Seen } from "./run-audit.js";

/** In which zone the vendor reads `afterTimestamp` is unknown: a day earlier is early enough in any. */
const ZONE_MARGIN_MS = 24 * 60 * 60_000;
/** A page may shift while others are read, so a listing that lacks some is gone through again, so often at most. */
const MOST_ROUNDS = 3;
/** Beyond this a vendor that ignores `page` is assumed. */
const MOST_PAGES = 20_000;

/**
 * Compares one page of the vendor's checkouts with our orders: touches what differs and can heal, notes the rest.
 *
 * @param listedAt Firestore's clock, just before the page is asked for
 * @throws PointCheckoutError when the page cannot be had now
 */
export async function compareVendorPage(
  deps: AuditDependencies,
  audit: Audit,
  step: VendorStep,
  seen: Seen,
  listedAt: Instant,
): Promise<AuditWrite> {
  const called = { ...audit, counts: { ...audit.counts, vendorCalls: audit.counts.vendorCalls + 1 } };
  let listing: ListingPage;
  try {
    listing = await deps.pointcheckout.listCheckouts(filterOf(audit, step));
  } catch (error) {
    if (!(error instanceof PointCheckoutError) || error.kind !== "rejected") throw error;
    deps.log.warn("audit.page_refused", { auditId: audit.auditId, step, reason: error.message });
    // Perhaps it is the size that the vendor does not like; else this question is not to be asked.
    if (audit.pageSize !== null) return { audit: { ...called, pageSize: null, page: 0 } };
    return { audit: nextStep(called, [`${step}_refused`]) };
  }
  const known = [...seen.values()];
  const fresh = listing.content.filter(({ id }) => !known.some((ids) => ids.has(id)));
  const differences = await compareAll(deps, fresh, listedAt);
  const ofStep = seen.get(step) ?? new Set<CheckoutId>();
  for (const { id } of listing.content) ofStep.add(id);
  const counted = count(called, fresh.length, differences);
  return {
    audit: turnPage({ ...counted, unreadable: audit.unreadable + listing.unreadable }, step, listing, ofStep),
    seen: {
      page: `${step}-${audit.round}-${audit.page}`,
      checkoutIds: listing.content.map(({ id }) => id),
    },
    differences: differences.flatMap((difference) => (difference === "foreign" ? [] : (difference ?? []))),
  };
}

function filterOf({ from, page, pageSize }: Audit, step: VendorStep): CheckoutFilter {
  const paging = { type: "LINK" as const, page, ...(pageSize === null ? {} : { size: pageSize }) };
  switch (step) {
    case "window":
      return { ...paging, afterTimestamp: wallClock(addMilliseconds(from, -ZONE_MARGIN_MS)) };
    case "refunded":
      return { ...paging, status: ["REFUNDED", "PARTIALLY_REFUNDED"] };
    case "charged_back":
      return { ...paging, status: ["CHARGEBACK"] };
  }
}

/** `yyyy-mm-dd HH:MM:SS` */
const wallClock = (instant: Instant): string => toIsoString(instant).slice(0, 19).replace("T", " ");

/** A checkout that agrees gives null; another deployment's gives "foreign". */
type Compared = Difference | "foreign" | null;

async function compareAll(
  deps: AuditDependencies,
  remotes: readonly RemoteCheckout[],
  listedAt: Instant,
): Promise<Compared[]> {
  const orders = await readOrdersOf(deps, remotes);
  const compared: Compared[] = [];
  for (const remote of remotes)
    compared.push(await compareOne(deps, remote, orders.get(remote.id), listedAt));
  return compared;
}

/** The order of each checkout: the one that the vendor names if the checkout is among its attempts, else the one we noted. */
async function readOrdersOf(
  { orders, checkouts }: AuditDependencies,
  remotes: readonly RemoteCheckout[],
): Promise<Map<CheckoutId, Order>> {
  const named = await readById(
    orders,
    remotes.map(({ orderId }) => orderId),
  );
  const found = new Map<CheckoutId, Order>();
  for (const { id, orderId } of remotes) {
    const order = named.get(orderId ?? "");
    if (order) found.set(id, order);
  }
  const unclear = remotes.filter(({ id }) => !(id in (found.get(id)?.attempts ?? {})));
  const noted = await checkouts.readAll(unclear.map(({ id }) => id));
  const owners = await readById(
    orders,
    noted.map(({ orderId }) => orderId),
  );
  for (const { checkoutId, orderId } of noted) {
    const order = owners.get(orderId);
    if (order) found.set(checkoutId, order);
  }
  return found;
}

async function readById(
  orders: AuditDependencies["orders"],
  orderIds: readonly (string | null)[],
): Promise<Map<string, Order>> {
  // An order id of the vendor's may be anything: only what can be a document's id is read.
  const ids = new Set(orderIds.flatMap((id) => orderIdSchema.safeParse(id).data ?? []));
  const read = await orders.readAll([...ids]);
  return new Map(read.map((order) => [order.orderId, order]));
}

async function compareOne(
  deps: AuditDependencies,
  remote: RemoteCheckout,
  order: Order | undefined,
  listedAt: Instant,
): Promise<Compared> {
  const attempt = order?.attempts[remote.id];
  if (order && attempt) {
    const kind = compareCheckout(order.orderId, attempt, remote, listedAt);
    if (kind === null) return null;
    const touched = await deps.checkouts.touch(remote.id, { by: "audit" });
    const { status, totalRefundedMinor } = attempt;
    const ours = { status, totalRefundedMinor };
    // A human is told of what a look cannot heal; the look is taken all the same, so that the order shows its problem.
    const heals = touched === "touched" && !NEEDS_A_HUMAN.has(kind);
    return { ...describe(remote, order), kind, ours, action: heals ? "touched" : "reported" };
  }
  const { requestIdPrefix } = deps.settings;
  const isForeign = requestIdPrefix !== "" && remote.requestId?.startsWith(requestIdPrefix) === false;
  if (isForeign) return "foreign";
  const unknown = { ...describe(remote, order), kind: "unknown_to_us" as const, ours: null };
  if (!order || !awaitsLink(order)) return { ...unknown, action: "reported" };
  // Its link is being made, or an answer to it was lost.
  const snapshot = await deps.orders.read(order.orderId);
  await changeOrder(deps.orders, snapshot, (now) => now.order && searchAtOnce(now.order, now.readTime));
  return { ...unknown, action: "searched" };
}

const describe = (remote: RemoteCheckout, order: Order | undefined) => ({
  checkoutId: remote.id,
  orderId: order?.orderId ?? remote.orderId,
  requestId: remote.requestId,
  theirs: { status: remote.providerStatus, totalRefunded: remote.totalRefunded },
});

function count(audit: Audit, checkouts: number, compared: readonly Compared[]): Audit {
  const counts = { ...audit.counts, checkouts: audit.counts.checkouts + checkouts };
  const differences = { ...audit.differences };
  for (const one of compared) {
    if (one === null) counts.agreed += 1;
    else if (one === "foreign") counts.foreign += 1;
    else {
      differences[one.kind] = (differences[one.kind] ?? 0) + 1;
      if (one.action === "reported") counts.reported += 1;
      else counts.healing += 1;
    }
  }
  return { ...audit, counts, differences };
}

/** Where to go on after a page: the next one, the first one again while some are missing, or the next step. */
function turnPage(
  audit: Audit,
  step: VendorStep,
  listing: ListingPage,
  ofStep: ReadonlySet<CheckoutId>,
): Audit {
  const { totalPages, totalElements, content, unreadable } = listing;
  const expected = step === "window" ? totalElements : audit.counts.expected;
  const moved = { ...audit, counts: { ...audit.counts, expected } };
  const isEmpty = content.length + unreadable === 0;
  const isLast = isEmpty || (totalPages === null ? false : audit.page + 1 >= totalPages);
  if (!isLast && audit.page < MOST_PAGES) return { ...moved, page: audit.page + 1 };
  // Order and page size are unknown: whether all were seen is told by their number alone.
  const isWhole = totalElements !== null && ofStep.size + audit.unreadable >= totalElements;
  if (!isWhole && audit.round < MOST_ROUNDS)
    return { ...moved, page: 0, round: audit.round + 1, unreadable: 0 };
  const gaps: GapCode[] = isWhole ? [] : [`${step}_incomplete`];
  if (audit.unreadable > 0) gaps.push("unreadable_checkouts");
  return nextStep(moved, gaps);
}

function nextStep(audit: Audit, more: readonly GapCode[]): Audit {
  const step = AUDIT_STEPS[AUDIT_STEPS.indexOf(audit.step) + 1] ?? "ours";
  const gaps = [...new Set([...audit.gaps, ...more])];
  return { ...audit, step, gaps, page: 0, round: 1, unreadable: 0 };
}
