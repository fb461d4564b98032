import { forget, keep, keptKeys, readKept } from "../shared/kept.js";

// By order, because several tabs may be sending.
const PREFIX = "link:";

/** The order id of a link that was sent, and whose answer this browser has not heard; undefined when there is none. */
export const begunLink = (): string | undefined =>
  keptKeys()
    .find((key) => key.startsWith(PREFIX))
    ?.slice(PREFIX.length);

export const isBegunLink = (orderId: string): boolean => readKept(PREFIX + orderId) !== null;

export const keepBegunLink = (orderId: string): void => keep(PREFIX + orderId, "");

export const forgetBegunLink = (orderId: string): void => forget(PREFIX + orderId);
