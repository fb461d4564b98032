import type { NewCheckout } from "../checkouts/checkout.js";
import type { CheckoutId } from "../checkouts/checkout-id.js";
import type { CheckoutStore, Touch } from "../checkouts/checkout-store.js";
import { checkoutOf, listAttempts, type Order } from "../orders/model/order.js";
import { hasBeenPaid } from "../orders/model/order-status.js";
import type { OpenChange, OpenOrders } from "../orders/store/order-store.js";
import type { Log } from "../shared/log.js";
import { reasonOf } from "../shared/reason.js";
import { ABSENT, digest, type Place, placeOf, type VendorFirestore } from "./vendor-firestore.js";

export type ListenerDependencies = {
  orders: OpenOrders;
  checkouts: CheckoutStore;
  vendor: VendorFirestore;
  log: Log;
  /** How often everything is read besides listening, which misses changes; ms. */
  rereadMs: number;
  retryMs: number;
};

export type ProviderListener = { followed(): number; close(): Promise<void> };

type Followed = ReturnType<typeof newFollowed>;

/** The texts are digests: of the content last touched for, last streamed, and last read. */
const newFollowed = (known: NewCheckout) => ({
  known,
  place: null as Place | null,
  digest: null as string | null,
  streamed: null as string | null,
  read: null as string | null,
  stop: () => {},
  isFollowed: true,
  /** Since its stream delivered something. */
  failures: 0,
  renewing: false,
  busy: Promise.resolve(),
});

/**
 * Follows the vendor's documents of our open orders, and touches a checkout when its document has new content. The
 * checkout keeps the content's digest, so the first read finds a change that nobody listened to.
 */
export function startProviderListener(deps: ListenerDependencies): ProviderListener {
  const { orders, checkouts, vendor, log } = deps;
  /** By order: thousands may be open, and a change of one must not cost a look at all of them. */
  const followed = new Map<string, Map<CheckoutId, Followed>>();
  const allFollowed = () => [...followed.values()].flatMap((ofOrder) => [...ofOrder.values()]);
  const timers = new Set<NodeJS.Timeout>();
  let closed = false;
  let stopWatching = () => {};

  const later = (ms: number, work: () => void) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      if (!closed) work();
    }, ms);
    timers.add(timer);
  };

  /** Reads of one checkout follow each other, so that none is lost or doubled. */
  const see = (one: Followed, seen: string) => {
    const { checkoutId } = one.known;
    one.busy = one.busy.then(async () => {
      if (closed || one.digest === seen || (one.digest === null && seen === ABSENT)) return;
      try {
        const touch: Touch = { by: "listener", providerDigest: seen };
        let outcome = await checkouts.touch(checkoutId, touch);
        if (outcome === "unknown") {
          await checkouts.restore(one.known);
          outcome = await checkouts.touch(checkoutId, touch);
        }
        if (outcome === "touched") log.info("listener.touched", { checkoutId });
        else log.warn("listener.unknown", { checkoutId });
        one.digest = seen;
      } catch (error) {
        // The old digest stays, so the next read finds the change again.
        log.error("listener.touch_failed", { checkoutId, reason: reasonOf(error) }, error);
      }
    });
  };

  const listen = (one: Followed, place: Place) => {
    one.stop = vendor.listen(
      place,
      (content) => {
        one.failures = 0;
        one.streamed = digest(content);
        see(one, one.streamed);
      },
      (error) => listenAgain(one, place, reasonOf(error.message)),
    );
  };

  /** Thousands that fail for good must not try again, and log it, four times a minute. */
  const again = (one: Followed, work: () => void) => {
    const pauseMs = Math.min(deps.retryMs * 2 ** one.failures, deps.rereadMs);
    one.failures += 1;
    later(pauseMs, () => {
      if (one.isFollowed) work();
    });
  };

  /** After an error of its stream, or when that delivers nothing. */
  const listenAgain = (one: Followed, place: Place, reason: string) => {
    if (one.renewing) return;
    one.renewing = true;
    log.warn("listener.stream_failed", { checkoutId: one.known.checkoutId, reason });
    one.stop();
    again(one, () => {
      one.renewing = false;
      listen(one, place);
    });
  };

  const follow = async (one: Followed) => {
    const { checkoutId } = one.known;
    try {
      const checkout = await checkouts.read(checkoutId);
      if (closed || !one.isFollowed) return;
      one.place = placeOf(checkout ?? one.known);
      one.digest = checkout?.providerDigest ?? null;
      if (one.place) listen(one, one.place);
      else log.warn("listener.no_document", { checkoutId });
    } catch (error) {
      if (closed || !one.isFollowed) return;
      log.error("listener.follow_failed", { checkoutId, reason: reasonOf(error) }, error);
      again(one, () => void follow(one));
    }
  };

  const followOrder = ({ orderId, order }: OpenChange) => {
    const before = followed.get(orderId);
    const after = new Map<CheckoutId, Followed>();
    for (const known of order ? unpaidCheckouts(order) : []) {
      const one = before?.get(known.checkoutId) ?? newFollowed(known);
      after.set(known.checkoutId, one);
      if (!before?.delete(known.checkoutId)) void follow(one);
    }
    for (const one of before?.values() ?? []) {
      one.isFollowed = false;
      one.stop();
    }
    if (after.size > 0) followed.set(orderId, after);
    else followed.delete(orderId);
  };

  /** Orders that changed while all were being read: that answer may be older. */
  let changed = new Set<string>();

  const watch = () => {
    const onChange = (changes: OpenChange[]) => {
      for (const change of changes) {
        changed.add(change.orderId);
        followOrder(change);
      }
    };
    stopWatching = orders.watchOpen(onChange, (error) => {
      log.error("listener.watch_failed", { reason: reasonOf(error.message) }, error);
      later(deps.retryMs, watch);
    });
  };

  const reread = async () => {
    try {
      changed = new Set();
      const open = new Map((await orders.open()).map((order) => [order.orderId, order]));
      for (const orderId of new Set([...followed.keys(), ...open.keys()]))
        if (!changed.has(orderId)) followOrder({ orderId, order: open.get(orderId) ?? null });
    } catch (error) {
      log.warn("listener.reread_failed", { reason: reasonOf(error) });
    }
    for (const one of allFollowed()) {
      if (closed || !one.isFollowed || !one.place) continue;
      try {
        const read = digest(await vendor.read(one.place));
        see(one, read);
        // Read twice and never streamed: the stream delivers nothing.
        if (one.read === read && one.streamed !== read) listenAgain(one, one.place, "silent");
        one.read = read;
      } catch (error) {
        log.warn("listener.reread_failed", { checkoutId: one.known.checkoutId, reason: reasonOf(error) });
      }
    }
    later(deps.rereadMs, () => void reread());
  };

  watch();
  later(deps.rereadMs, () => void reread());
  return {
    followed: () => allFollowed().length,
    close: async () => {
      closed = true;
      stopWatching();
      for (const timer of timers) clearTimeout(timer);
      for (const one of allFollowed()) one.stop();
      await Promise.all(allFollowed().map((one) => one.busy));
      await vendor.close();
    },
  };
}

/** Ended links too: a late payment of one is still a payment. */
const unpaidCheckouts = (order: Order): NewCheckout[] =>
  listAttempts(order).flatMap(([checkoutId, attempt]) =>
    hasBeenPaid(attempt.status) ? [] : (checkoutOf(order, checkoutId) ?? []),
  );
