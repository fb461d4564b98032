import type { Agenda } from "../agenda.js";
import type { Checkout } from "./checkout.js";
import { type Checkouts, canExpire } from "./checkouts.js";

/** Expires checkouts when they are due although nobody reads them, so that the merchant is notified. */
export function expireWhenDue(checkouts: Checkouts, agenda: Agenda): void {
  const plan = (checkout: Checkout): void => {
    if (canExpire(checkout)) agenda.at(checkout.expiresAt, () => checkouts.expireIfDue(checkout));
  };
  checkouts.onCreated(plan);
  checkouts.onMoved(({ checkout }) => plan(checkout));
}
