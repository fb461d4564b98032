import { findOrders, type Order, PointCheckoutError } from "pointcheckout-firebase-client";
import { useEffect } from "react";
import { useStateOf } from "../shared/use-state-of.js";
import { useWorkspace } from "../workspace-context.js";

export type FoundOrders = { orders: readonly Order[] | null; error: PointCheckoutError | null };

const NOTHING: FoundOrders = { orders: null, error: null };

/** What a search finds, once; nothing is asked for without a text. */
export function useFoundOrders(text: string): FoundOrders {
  const { connection } = useWorkspace();
  const [state, change] = useStateOf(text, NOTHING);
  useEffect(() => {
    if (text === "") return undefined;
    let isWanted = true;
    findOrders(connection, text).then(
      (orders) => isWanted && change(() => ({ orders, error: null })),
      (error: unknown) => {
        if (isWanted && error instanceof PointCheckoutError) change(() => ({ orders: null, error }));
      },
    );
    return () => {
      isWanted = false;
    };
  }, [connection, text, change]);
  return state;
}
