import { type Order, readOrder } from "pointcheckout-firebase-client";
import { useRef, useState } from "react";
import { useWorkspace } from "../workspace-context.js";
import { contentText } from "./content-text.js";

/** What is stored under an order id, as the form knows it; `text` is null: nothing. */
type Known = { orderId: string; text: string | null };

/** An order that is not what the form knows of it. */
export type Conflict = { order: Order };

/**
 * Compares what is stored with what the form knows, so that nobody's order is replaced unseen: the functions replace the
 * content of an order that is not paid.
 */
export function useStoredOrder(initial: Known) {
  const { connection } = useWorkspace();
  const known = useRef(initial);
  const [conflict, setConflict] = useState<Conflict | null>(null);

  const know = (orderId: string, order: Order | null) => {
    known.current = { orderId, text: order && contentText(order) };
  };
  return {
    conflict,
    /** @returns whether the order may be written; otherwise `conflict` is the reason */
    check: async (orderId: string): Promise<boolean> => {
      const order = await readOrder(connection, orderId);
      const text = known.current.orderId === orderId ? known.current.text : null;
      const isKnown = order === null || contentText(order) === text;
      setConflict(isKnown ? null : { order });
      return isKnown;
    },
    /** After a call that failed: a link that PointCheckout refused leaves the order as a draft. */
    lookAgain: (orderId: string): Promise<void> =>
      readOrder(connection, orderId).then(
        (order) => know(orderId, order),
        // The next check finds a difference, and leads to the order.
        () => undefined,
      ),
    /** The clerk has seen the order, and wants to replace it. */
    accept: ({ order }: Conflict) => know(order.orderId, order),
  };
}
