import { type Order, type OrderStatus, readOrder } from "pointcheckout-firebase-client";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { useWorkspace } from "../workspace-context.js";
import { isBegunLink } from "./begun-link.js";
import { contentText } from "./content-text.js";

/** What is stored under an order id, as the form knows it; `text` is null: nothing. */
type Known = { orderId: string; text: string | null };

/** An order that is not what the form knows of it. `isBegun`: this browser sent it, and has not heard the answer. */
export type Conflict = { order: Order; isBegun: boolean };

/** While a link is open or a payment is under way, the order's own screen says what can be done. */
const REPLACEABLE: readonly OrderStatus[] = ["DRAFT", "FAILED", "CANCELLED", "EXPIRED"];

export const isReplaceable = ({ status }: Order): boolean => REPLACEABLE.includes(status);

/**
 * Compares what is stored with what the form knows, so that nobody's order is replaced unseen: the functions replace the
 * content of an order that is not paid.
 *
 * @param order as the form was opened with it; null for a new one
 * @param heard the same order as it is now, while the form is open
 */
export function useStoredOrder(orderId: string, order: Order | null, heard: Order | null) {
  const { connection } = useWorkspace();
  const known = useRef<Known>({ orderId, text: order && contentText(order) });
  const [conflict, setConflict] = useState<Conflict | null>(null);

  const know = (id: string, found: Order | null) => {
    known.current = { orderId: id, text: found && contentText(found) };
  };
  const show = (found: Order) => setConflict({ order: found, isBegun: isBegunLink(found.orderId) });
  /** @returns whether the order may be written; otherwise `conflict` is the reason */
  const check = async (id: string): Promise<boolean> => {
    const found = await readOrder(connection, id);
    const text = known.current.orderId === id ? known.current.text : null;
    if (found && contentText(found) !== text) {
      show(found);
      return false;
    }
    setConflict(null);
    return true;
  };
  // As the form was opened: the page may have been left before the answer came.
  const [begun] = useState(order === null && isBegunLink(orderId) ? orderId : null);
  const checkBegun = useEffectEvent(check);
  useEffect(() => {
    // Unless it is heard now, it is looked up before anything is sent.
    if (begun !== null) checkBegun(begun).catch(() => undefined);
  }, [begun]);
  const isChanged = heard !== null && contentText(heard) !== known.current.text;
  return {
    conflict: conflict ?? (isChanged ? { order: heard, isBegun: false } : null),
    check,
    /**
     * After a call that failed: a link that PointCheckout refused leaves a draft, which may be corrected and sent again.
     * An order that can be paid by now is shown instead.
     */
    lookAgain: (id: string): Promise<void> =>
      readOrder(connection, id).then(
        (found) => {
          if (found && !isReplaceable(found) && found.status !== "CREATING") show(found);
          else know(id, found);
        },
        // The next check finds a difference, and leads to the order.
        () => undefined,
      ),
    /** The clerk has seen the order, and wants to replace it. */
    accept: (seen: Conflict) => know(seen.order.orderId, seen.order),
  };
}
