import type { Clock } from "../clock.js";
import type { Checkout } from "./checkout.js";
import { type Checkouts, canExpire } from "./checkouts.js";

// setTimeout takes no more than 31 bits of milliseconds, and fires at once beyond.
const MAX_TIMEOUT_MS = 2 ** 31 - 1;

/**
 * Expires checkouts when they are due although nobody reads them, so that the merchant is told.
 *
 * @returns stops the timer
 */
export function startExpiryTimer(checkouts: Checkouts, clock: Clock): () => void {
  let timer: NodeJS.Timeout | undefined;
  let armedFor: number | undefined;

  function arm(dueAt: number | undefined): void {
    clearTimeout(timer);
    armedFor = dueAt;
    if (dueAt === undefined) return;
    timer = setTimeout(expire, Math.min(Math.max(dueAt - clock.now(), 0), MAX_TIMEOUT_MS));
    timer.unref();
  }

  function expire(): void {
    arm(checkouts.expireDue());
  }

  function armEarlier(checkout: Checkout): void {
    if (!canExpire(checkout)) return;
    if (armedFor === undefined || checkout.expiresAt < armedFor) arm(checkout.expiresAt);
  }

  checkouts.onCreated(armEarlier);
  checkouts.onMoved(({ checkout }) => armEarlier(checkout));
  clock.onMove(expire);
  return () => clearTimeout(timer);
}
