import { type Order, readOrder } from "pointcheckout-firebase-client";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { useWorkspace } from "../workspace-context.js";
import { isBegunLink } from "./begun-link.js";
import { contentText } from "./content-text.js";

/** What is stored under an order id, as the form knows it; `text` is null: nothing. */
type Known = { orderId: string; text: string | null };

/** An order that is not what the form knows of it. `isBegun`: this browser sent it, and has not heard the answer. */
export type Conflict = { order: Order; isBegun: boolean };

/**
 * Compares what is stored with what the form knows, so that nobody's order is replaced unseen: the functions replace the
 * content of an order that is not paid.
 */
export function useStoredOrder(orderId: string, order: Order | null) {
  const { connection } = useWorkspace();
  const known = useRef<Known>({ orderId, text: order && contentText(order) });
  const [conflict, setConflict] = useState<Conflict | null>(null);

  const know = (id: string, found: Order | null) => {
    known.current = { orderId: id, text: found && contentText(found) };
  };
  /** @returns whether the order may be written; otherwise `conflict` is the reason */
  const check = async (id: string): Promise<boolean> => {
    const found = await readOrder(connection, id);
    const text = known.current.orderId === id ? known.current.text : null;
    const isKnown = found === null || contentText(found) === text;
    setConflict(isKnown ? null : { order: found, isBegun: isBegunLink(id) });
    return isKnown;
  };
  // As the form was opened: the page may have been left before the answer came.
  const [begun] = useState(order === null && isBegunLink(orderId) ? orderId : null);
  const checkBegun = useEffectEvent(check);
  useEffect(() => {
    // Unless it is heard now, it is looked up before anything is sent.
    if (begun !== null) checkBegun(begun).catch(() => undefined);
  }, [begun]);
  return {
    conflict,
    check,
    /** After a call that failed: a link that PointCheckout refused leaves the order as a draft. */
    lookAgain: (id: string): Promise<void> =>
      readOrder(connection, id).then(
        (found) => know(id, found),
        // The next check finds a difference, and leads to the order.
        () => undefined,
      ),
    /** The clerk has seen the order, and wants to replace it. */
    accept: (seen: Conflict) => know(seen.order.orderId, seen.order),
  };
}
